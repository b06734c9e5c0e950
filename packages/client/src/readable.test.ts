import { expect, test, vi } from 'vitest'
import { Emitter } from './emitter.ts'
import { Batch, createCell, createComputed } from './readable.ts'

test('[CL18] listeners hear at the end of the outermost batch, once, and events come behind them', () => {
  const batch = new Batch()
  const cell = createCell(batch, 0)
  const heard: string[] = []
  const emitter = new Emitter<{ changed: number }>()
  emitter.on('changed', (value) => heard.push(`event ${value}`))
  cell.subscribe(() => heard.push(`listener ${cell.get()}`))
  batch.run(() => {
    batch.afterwards(() => emitter.emit('changed', cell.get()))
    batch.run(() => cell.set(1))
    cell.set(2)
    expect(heard).toEqual([])
  })
  expect(heard).toEqual(['listener 2', 'event 2'])
})

test('[CL18] a listener that throws keeps nobody from hearing, and its error is not lost', async () => {
  const uncaught = new Promise<unknown>((resolve) => {
    vi.spyOn(globalThis, 'queueMicrotask').mockImplementationOnce((call) => {
      try {
        call()
      } catch (error) {
        resolve(error)
      }
    })
  })
  const cell = createCell(new Batch(), 0)
  let heard = 0
  cell.subscribe(() => {
    throw new Error('mine')
  })
  cell.subscribe(() => {
    heard += 1
  })
  cell.set(1)
  expect(heard).toBe(1)
  expect(await uncaught).toEqual(new Error('mine'))
  vi.restoreAllMocks()
})

test('[CL18] the same listener may subscribe twice and ends each by itself', () => {
  const cell = createCell(new Batch(), 0)
  let heard = 0
  const listener = () => {
    heard += 1
  }
  const [one, two] = [cell.subscribe(listener), cell.subscribe(listener)]
  cell.set(1)
  one()
  one()
  cell.set(2)
  two()
  cell.set(3)
  expect(heard).toBe(3)
})

test('[CL18] a computed value is made when asked for, once per change', () => {
  let made = 0
  const computed = createComputed(new Batch(), () => {
    made += 1
    return { made }
  })
  expect(made).toBe(0)
  expect(computed.get()).toBe(computed.get())
  computed.invalidate()
  computed.invalidate()
  expect(computed.get()).toEqual({ made: 2 })
})

test('[CL18] changes that listeners make are heard in another round', () => {
  const batch = new Batch()
  const [first, second] = [createCell(batch, 0), createCell(batch, 0)]
  const heard: number[] = []
  first.subscribe(() => second.set(first.get() * 10))
  second.subscribe(() => heard.push(second.get()))
  first.set(4)
  expect(heard).toEqual([40])
})
