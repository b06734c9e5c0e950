import { expect, test } from 'vitest'
import { createTick } from './tick.ts'

/** A tick whose end the test brings about. */
const tickByHand = () => {
  const deferred: (() => void)[] = []
  const failures: unknown[] = []
  const tick = createTick(
    (error) => failures.push(error),
    (run) => deferred.push(run),
  )
  const end = () => {
    for (const run of deferred.splice(0)) run()
  }
  return { tick, deferred, failures, end }
}

test('[DE11] jobs run once at the end of the tick: batches, then rooms, then links', () => {
  const { tick, deferred, end } = tickByHand()
  const ran: string[] = []
  tick.add('link', () => ran.push('link'))
  tick.add('batch', () => ran.push('batch'))
  tick.add('room', () => {
    ran.push('room')
    tick.add('link', () => ran.push('link of the room'))
  })
  expect([ran, deferred.length]).toEqual([[], 1])
  end()
  expect(ran).toEqual(['batch', 'room', 'link', 'link of the room'])
  expect(deferred).toEqual([])
})

test('[DE11] a job that comes too late for its phase runs at the end of the next tick', () => {
  const { tick, end } = tickByHand()
  const ran: string[] = []
  tick.add('link', () => tick.add('batch', () => ran.push('batch')))
  end()
  expect(ran).toEqual([])
  end()
  expect(ran).toEqual(['batch'])
})

test('[DE11] a job that throws keeps no other from running', () => {
  const { tick, failures, end } = tickByHand()
  const ran: string[] = []
  const error = new Error('a bug')
  tick.add('room', () => {
    throw error
  })
  tick.add('room', () => ran.push('room'))
  tick.add('link', () => ran.push('link'))
  end()
  expect([ran, failures]).toEqual([['room', 'link'], [error]])
})
