// Durable chat (P4): Storage.append with group commit beside one commit per message, same schema and checks, both
// synchronous=FULL and acknowledged after the commit, in turn, in one run. Fixed: 200 B a message, a key on each.
// Read × commit each; walls swing with the machine and its disk, CPU is that of all threads.
import { fill } from './storage/fill.ts'
import { pace, type Rate, saturate } from './storage/load.ts'
import type { Keys } from './storage/message.ts'
import { type OpenStore, openCommitEach, openRoomful } from './storage/stores.ts'
import { median, type Row, table } from './table.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const WARM_MS = 100
const SATURATE_MS = 300
const SHAPES = [1, 200].flatMap((rooms) => [1, 8, 64, 512].map((callers) => ({ rooms, callers })))
const PACE_PER_SECOND = 300
const PACE_MESSAGES = 200
const SIZES = [10_000, 100_000, 300_000]
const GROWTH_MS = 700
const PAGES = 50
const PEERS: readonly { name: string; open: OpenStore }[] = [
  { name: 'commit each', open: openCommitEach },
  { name: 'Roomful', open: openRoomful },
]

const note = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}\r`)
}

async function throughput(open: OpenStore, shape: { rooms: number; callers: number }): Promise<Rate> {
  const store = await open(shape.rooms)
  try {
    await saturate(store, { ...shape, ms: WARM_MS })
    return await saturate(store, { ...shape, ms: SATURATE_MS })
  } finally {
    await store.close()
  }
}

async function throughputTable(): Promise<string> {
  const rows: Row[] = []
  for (const shape of SHAPES) {
    const samples = PEERS.map((): Rate[] => [])
    for (let round = 1; round <= ROUNDS; round += 1)
      for (const [index, { name, open }] of PEERS.entries()) {
        note(`${shape.callers} callers, ${shape.rooms} rooms, round ${round}/${ROUNDS}: ${name}`)
        samples[index]?.push(await throughput(open, shape))
      }
    const [each, roomful] = samples.map(
      (rates) => (field: keyof Rate) => median(rates.map((rate) => rate[field])),
    )
    if (!each || !roomful) continue
    rows.push({
      load: `${shape.rooms} ${shape.rooms === 1 ? 'room' : 'rooms'}, ${shape.callers} callers`,
      'acked/s': Math.round(roomful('perSecond')),
      'commit each/s': Math.round(each('perSecond')),
      '×': (roomful('perSecond') / each('perSecond')).toFixed(1),
      'acked/CPU-s': Math.round(roomful('perCpuSecond')),
      'commit each/CPU-s': Math.round(each('perCpuSecond')),
      '× CPU': (roomful('perCpuSecond') / each('perCpuSecond')).toFixed(1),
      'ack p50, ms': roomful('p50').toFixed(2),
      'p99, ms': roomful('p99').toFixed(2),
    })
  }
  return table(`Acknowledged durable messages, median of ${ROUNDS} rounds`, rows)
}

async function aloneTable(): Promise<string> {
  const samples = PEERS.map((): { p50: number; p99: number }[] => [])
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const [index, { name, open }] of PEERS.entries()) {
      note(`alone at ${PACE_PER_SECOND}/s, round ${round}/${ROUNDS}: ${name}`)
      const store = await open(1)
      samples[index]?.push(await pace(store, PACE_PER_SECOND, PACE_MESSAGES))
      await store.close()
    }
  const of = (index: number, field: 'p50' | 'p99') =>
    median((samples[index] ?? []).map((sample) => sample[field]))
  const rows = PEERS.map(
    ({ name }, index): Row => ({
      store: name,
      'ack p50, ms': of(index, 'p50').toFixed(2),
      'p99, ms': of(index, 'p99').toFixed(2),
      '× commit each': (of(index, 'p50') / of(0, 'p50')).toFixed(2),
    }),
  )
  return table(`One message at a time, ${PACE_PER_SECOND} a second`, rows)
}

async function growthTable(): Promise<string> {
  const store = await openRoomful(1)
  const [room] = store.rooms
  const rows: Row[] = []
  for (const size of room ? SIZES : []) {
    if (!room) break
    note(`filling up to ${size} messages`)
    room.seq = fill(store.path, room.id, size)
    const cost = async (keys: Keys) => {
      const { perCpuSecond } = await saturate(store, { rooms: 1, callers: 512, ms: GROWTH_MS, keys })
      return (1e6 / perCpuSecond).toFixed(1)
    }
    const before = store.storage.stats().rowsRead
    const pages: number[] = []
    for (let page = 0; page < PAGES; page += 1) {
      const from = performance.now()
      await store.storage.messagesPage(room.id, undefined, 50)
      pages.push(performance.now() - from)
    }
    const rowsRead = (store.storage.stats().rowsRead - before) / PAGES
    rows.push({
      'messages in the room': size,
      'CPU µs each, random keys': await cost('random'),
      'ascending keys': await cost('ascending'),
      'rows read for a page': rowsRead,
      'page of 50, ms': median(pages).toFixed(2),
    })
  }
  await store.close()
  return table('How cost grows with the size of the table, 512 callers', rows)
}

for (const measure of [throughputTable, aloneTable, growthTable]) {
  const text = await measure()
  note('')
  process.stdout.write(`${text}\n`)
}
