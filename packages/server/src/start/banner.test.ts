import { expect, test } from 'vitest'
import { readConfig } from '../config/read.ts'
import { bannerOf } from './banner.ts'

const banner = (env: Record<string, string>, more: { firstRun?: boolean; adminTicket?: string } = {}) => {
  const reading = readConfig(env)
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return bannerOf({ config: reading.config, port: 3000, firstRun: false, adminTicket: undefined, ...more })
}

test('[SU6] the first start says where the app is, how to become admin, and what runs', () => {
  const text = banner({}, { firstRun: true, adminTicket: 'abc' })
  for (const part of [
    'App          http://localhost:3000\n',
    'http://localhost:3000/r/garden',
    'http://localhost:3000/admin#abc',
    'database (SQLite), chat, presence, calls (mesh); STUN none, TURN none',
    './data',
  ])
    expect(text).toContain(part)
})

test('[SU6] later starts say little', () => {
  const lines = banner({ PUBLIC_URL: 'https://rooms.example.org' }).trim().split('\n')
  expect(lines).toEqual([expect.stringMatching(/^Roomful \d+\.\d+\.\d+ +https:\/\/rooms\.example\.org$/)])
  expect(banner({}, { adminTicket: 'abc' })).toContain('/admin#abc')
})
