// Fan-out under load (P1, P2, P5): durable Roomful, Roomful without the disk, and plain Socket.IO, in turn, in one run.
// Fixed: websocket only, about 200 B a message, acks on. Server on one core, load on the other. Read deliveries per
// second of server CPU; walls swing with the machine.
import { Load, Server } from './child.ts'
import { median, type Row, table } from './table.ts'

interface Shape {
  readonly name: string
  readonly rooms: number
  readonly members: number
  readonly inFlight: number
}
const SHAPES: readonly Shape[] = [
  { name: '1 room × 10', rooms: 1, members: 10, inFlight: 10 },
  { name: '1 room × 100', rooms: 1, members: 100, inFlight: 32 },
  { name: '1 room × 100', rooms: 1, members: 100, inFlight: 128 },
  { name: '1 room × 1000', rooms: 1, members: 1000, inFlight: 32 },
  { name: '500 rooms × 4', rooms: 500, members: 4, inFlight: 512 },
]
const PEERS = [
  { name: 'Socket.IO 4.8', file: 'socketio.ts', args: [], wire: 'socketio' },
  { name: 'Roomful, durable', file: 'roomful.ts', args: [], wire: 'native' },
  { name: 'Roomful, volatile', file: 'roomful.ts', args: ['volatile'], wire: 'native' },
] as const
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const SATURATE_MS = 2_000
const PACE_MS = 2_000
const ALONE_MESSAGES = 200

interface Sample {
  readonly perCpuSecond: number
  readonly perSecond: number
  readonly p99HalfLoad: number
  readonly aloneP50: number
  readonly bytesPerConnection: number
}

async function measure(peer: (typeof PEERS)[number], shape: Shape): Promise<Sample> {
  const server = await Server.start(peer.file, ...peer.args)
  const load = await Load.start()
  try {
    const empty = await server.usage()
    await load.order('connect', {
      wire: peer.wire,
      port: server.port,
      rooms: shape.rooms,
      members: shape.members,
      join: true,
      keep: false,
    })
    const joined = await server.usage()
    // Warm, so that no peer is measured while it compiles.
    await load.order('saturate', { inFlight: shape.inFlight, ms: SATURATE_MS / 2 })
    const before = await server.usage()
    const full = await load.order('saturate', { inFlight: shape.inFlight, ms: SATURATE_MS })
    const after = await server.usage()
    const half = await load.order('pace', { perSecond: full.messages / (full.ms / 1000) / 2, ms: PACE_MS })
    const alone = await load.order('alone', { count: ALONE_MESSAGES })
    return {
      perCpuSecond: full.deliveries / (after.cpuSeconds - before.cpuSeconds),
      perSecond: full.deliveries / (full.ms / 1000),
      p99HalfLoad: half.p99,
      aloneP50: alone.p50,
      bytesPerConnection: (joined.rssBytes - empty.rssBytes) / (shape.rooms * shape.members),
    }
  } finally {
    await load.end()
    await server.end()
  }
}

const only = process.argv[3]
for (const shape of SHAPES.filter(({ name }) => !only || name.includes(only))) {
  const samples = new Map<string, Sample[]>(PEERS.map(({ name }) => [name, []]))
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const peer of PEERS) {
      process.stderr.write(
        `\r${shape.name}, ${shape.inFlight} in flight, round ${round}/${ROUNDS}: ${peer.name}          `,
      )
      samples.get(peer.name)?.push(await measure(peer, shape))
    }
  }
  process.stderr.write(`\r${' '.repeat(80)}\r`)
  const of = (peer: string, field: keyof Sample) =>
    median((samples.get(peer) ?? []).map((sample) => sample[field]))
  const rows = PEERS.map(
    ({ name }): Row => ({
      server: name,
      'deliveries/CPU-s': Math.round(of(name, 'perCpuSecond')),
      '× Socket.IO': (of(name, 'perCpuSecond') / of('Socket.IO 4.8', 'perCpuSecond')).toFixed(2),
      'deliveries/s': Math.round(of(name, 'perSecond')),
      'p99 at half load, ms': of(name, 'p99HalfLoad').toFixed(1),
      'one alone p50, ms': of(name, 'aloneP50').toFixed(2),
      'KB/connection': (of(name, 'bytesPerConnection') / 1024).toFixed(1),
    }),
  )
  process.stdout.write(
    `${table(`${shape.name}, ${shape.inFlight} in flight, median of ${ROUNDS} rounds`, rows)}\n`,
  )
}
