import { expect, test } from 'vitest'
import { gather } from './roster-news.ts'

function gathered() {
  const told: string[] = []
  let tell = () => {}
  const news = gather(
    ({ name }, more) => told.push(more > 0 ? `${name} +${more}` : name),
    (_ms, call) => {
      tell = call
      return () => {
        tell = () => {}
      }
    },
  )
  const add = (name: string, isSelf = false) => news.add({ id: name, name, isSelf })
  return { told, add, news, tick: () => tell() }
}

test('who comes within a moment is told of once', () => {
  const { told, add, tick } = gathered()
  for (const name of ['Kim', 'Tom', 'Lena']) add(name)
  tick()
  add('Ada')
  tick()
  expect(told).toEqual(['Kim +2', 'Ada'])
})
test('nobody is told of themselves', () => {
  const { told, add, tick } = gathered()
  add('Jo', true)
  tick()
  expect(told).toEqual([])
})
test('who came and went in the same moment is not told of', () => {
  const { told, add, news, tick } = gathered()
  add('Kim')
  expect(news.drop('Kim')).toBe(true)
  tick()
  expect(told).toEqual([])
})
test('after the end nothing is told', () => {
  const { told, add, news, tick } = gathered()
  add('Kim')
  news.stop()
  tick()
  expect(told).toEqual([])
})
