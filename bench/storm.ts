// Join storm (P3, P7): N authenticated sockets join one room at once. The peer sends the whole list on each join, as the
// contracts' servers did. Read the server's CPU; at the end every roster is compared. The exponent says how cost grows with N.
import { Load, Server } from './child.ts'
import { median, type Row, table } from './table.ts'

const PEERS = [
  {
    name: 'Socket.IO 4.8, full lists',
    file: 'socketio.ts',
    args: ['lists'],
    wire: 'socketio',
    sizes: [250, 500, 1000],
  },
  { name: 'Roomful', file: 'roomful.ts', args: [], wire: 'native', sizes: [250, 500, 1000, 2000] },
] as const
const ROUNDS = Number(process.env.ROUNDS ?? 3)

interface Sample {
  readonly connectCpu: number
  readonly stormCpu: number
  readonly stormMs: number
  readonly megabytes: number
  readonly whole: boolean
}

async function measure(peer: (typeof PEERS)[number], size: number): Promise<Sample> {
  const server = await Server.start(peer.file, ...peer.args)
  const load = await Load.start()
  try {
    const empty = await server.usage()
    await load.order('connect', {
      wire: peer.wire,
      port: server.port,
      rooms: 1,
      members: size,
      join: false,
      keep: true,
    })
    const before = await server.usage()
    const storm = await load.order('storm', {})
    const after = await server.usage()
    const { rosters, rosterSize } = await load.order('rosters', {})
    return {
      connectCpu: before.cpuSeconds - empty.cpuSeconds,
      stormCpu: after.cpuSeconds - before.cpuSeconds,
      stormMs: storm.ms,
      megabytes: storm.bytes / 1e6,
      whole: rosters === 1 && rosterSize === size,
    }
  } finally {
    await load.end()
    await server.end()
  }
}

const rows: Row[] = []
const cpu = new Map<string, number>()
for (const peer of PEERS) {
  for (const size of peer.sizes) {
    const samples: Sample[] = []
    for (let round = 1; round <= ROUNDS; round += 1) {
      process.stderr.write(`\r${peer.name}, ${size} joins, round ${round}/${ROUNDS}          `)
      samples.push(await measure(peer, size))
    }
    const of = (field: 'connectCpu' | 'stormCpu' | 'stormMs' | 'megabytes') =>
      median(samples.map((sample) => sample[field]))
    cpu.set(`${peer.name}/${size}`, of('stormCpu'))
    const full = cpu.get(`Socket.IO 4.8, full lists/${size}`)
    rows.push({
      server: peer.name,
      joins: size,
      'CPU s': of('stormCpu').toFixed(3),
      'of full lists': full && peer.name === 'Roomful' ? `1/${(full / of('stormCpu')).toFixed(0)}` : '',
      'wall ms': Math.round(of('stormMs')),
      'MB sent': of('megabytes').toFixed(1),
      'connect + authenticate CPU ms each': ((of('connectCpu') * 1000) / size).toFixed(3),
      'rosters whole and equal': samples.every(({ whole }) => whole) ? 'yes' : 'NO',
    })
  }
}
process.stderr.write(`\r${' '.repeat(80)}\r`)
process.stdout.write(`${table(`Join storm into one room, median of ${ROUNDS} rounds`, rows)}\n`)
const [small, large] = [cpu.get('Roomful/500') ?? 0, cpu.get('Roomful/2000') ?? 0]
process.stdout.write(
  `CPU grows from 500 to 2000 joins with exponent ${(Math.log(large / small) / Math.log(4)).toFixed(2)}\n`,
)
