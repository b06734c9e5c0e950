// Roomful as it ships, with only the rate limits off. `volatile` swaps the durable append for one that forgets, to
// measure the delivery path beside a peer that stores nothing.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGuest, createRest } from '@roomful/client'
import { type Storage, startServer } from '@roomful/server'
import { BENCH_SECRET } from '../load/wire.ts'
import { answerUsage } from './usage.ts'

const volatile = process.argv.includes('volatile')
const forgetful = (storage: Storage): Storage =>
  Object.assign(Object.create(storage), { append: async () => ({ ok: true }) })

const server = await startServer(
  {
    PORT: '0',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'roomful-bench-')),
    JWT_SECRET: BENCH_SECRET,
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'error',
  },
  volatile ? { wrapStorage: forgetful } : {},
)

// Storms are larger than a room is by default.
const { token } = await createGuest(server.url, 'Bench')
await createRest({ url: server.url, token }).createRoom({ title: 'Bench', slug: 'room-0', capacity: 10_000 })
answerUsage(server.port)
