import type { FinalLog, Line } from './record.ts'

/** What kind of promise was broken. Each of the six mutants shows as at least one of them. */
export type Breach =
  | 'lost'
  | 'duplicate'
  | 'unexpected'
  | 'refused_but_stored'
  | 'gap'
  | 'order'
  | 'disagreement'
  | 'ghost'
  | 'missing_member'
export interface Finding {
  readonly breach: Breach
  readonly member: string
  readonly what: string
}
export interface Verdict {
  readonly findings: readonly Finding[]
  readonly attempts: number
  readonly acked: number
  readonly members: number
  readonly stored: number
}

const DATABASE = 'database'

/** Checks a history against the promises of RELIABILITY: with A the acknowledged keys, T the attempted ones and O(m) the
 *  final log of m, `lost = A∖O(m)`, duplicates in O(m) and `unexpected = O(m)∖T` are empty; numbers are contiguous;
 *  (epoch, seq) → id is one function for all members and the database; nobody is shown who is not there. */
export function checkHistory(lines: readonly Line[]): Verdict {
  const attempted = new Set<string>()
  const acked = new Map<string, Extract<Line, { k: 'ack' }>>()
  const refused = new Set<string>()
  const finals = new Map<string, FinalLog>()
  const findings: Finding[] = []
  for (const line of lines) {
    if (line.k === 'attempt') attempted.add(line.key)
    else if (line.k === 'refused') refused.add(line.key)
    else if (line.k === 'ack') {
      const first = acked.get(line.key)
      if (first && first.id !== line.id) {
        findings.push({
          breach: 'duplicate',
          member: line.member,
          what: `${line.key} acknowledged as ${first.id} and ${line.id}`,
        })
      }
      acked.set(line.key, line)
    } else if (line.k === 'final') finals.set(line.member, line.log)
    else if (line.k === 'database') finals.set(DATABASE, line.log)
  }
  findings.push(...gaps(lines), ...places(lines, finals), ...rosters(finals))
  for (const [member, log] of finals) {
    findings.push(...contents(member, log, attempted, acked, refused))
  }
  const members = [...finals.keys()].filter((member) => member !== DATABASE).length
  const stored = finals.get(DATABASE)?.messages.length ?? 0
  return { findings, attempts: attempted.size, acked: acked.size, members, stored }
}

/** Lost, duplicated, unexpected and misplaced messages of one final log. */
function* contents(
  member: string,
  log: FinalLog,
  attempted: ReadonlySet<string>,
  acked: ReadonlyMap<string, Extract<Line, { k: 'ack' }>>,
  refused: ReadonlySet<string>,
): Generator<Finding> {
  const ids = new Set<string>()
  const keys = new Set<string>()
  let last = 0
  for (const { id, key, seq } of log.messages) {
    if (ids.has(id) || (key !== null && keys.has(key)))
      yield { breach: 'duplicate', member, what: `${id} (${key})` }
    ids.add(id)
    if (key === null || !attempted.has(key)) yield { breach: 'unexpected', member, what: `${id} (${key})` }
    if (key !== null) {
      keys.add(key)
      if (refused.has(key)) yield { breach: 'refused_but_stored', member, what: key }
    }
    if (seq <= last) yield { breach: 'order', member, what: `seq ${seq} shown after ${last}` }
    last = seq
  }
  for (const [key, ack] of acked) {
    if (!ids.has(ack.id))
      yield { breach: 'lost', member, what: `${key} acknowledged as ${ack.id}, seq ${ack.seq}` }
  }
}

/** Events must be applied one by one, except over a snapshot. */
function* gaps(lines: readonly Line[]): Generator<Finding> {
  const at = new Map<string, { epoch: string; seq: number }>()
  for (const line of lines) {
    if (line.k === 'reset') at.set(line.member, line)
    if (line.k !== 'apply') continue
    const before = at.get(line.member)
    if (before && (before.epoch !== line.epoch || line.seq !== before.seq + 1)) {
      yield {
        breach: 'gap',
        member: line.member,
        what: `${line.epoch}/${line.seq} after ${before.epoch}/${before.seq}`,
      }
    }
    at.set(line.member, line)
  }
}

/** One id per place, for everybody: acks, applied events, final logs and the database. */
function* places(lines: readonly Line[], finals: ReadonlyMap<string, FinalLog>): Generator<Finding> {
  const truth = new Map<string, string>()
  for (const { seq, id } of finals.get(DATABASE)?.messages ?? [])
    truth.set(`${finals.get(DATABASE)?.epoch}/${seq}`, id)
  const claim = function* (member: string, epoch: string, seq: number, id: string): Generator<Finding> {
    const place = `${epoch}/${seq}`
    const known = truth.get(place)
    if (known === undefined) truth.set(place, id)
    else if (known !== id) yield { breach: 'disagreement', member, what: `${place} is ${known} and ${id}` }
  }
  for (const line of lines) {
    if (line.k === 'ack') yield* claim(line.member, line.epoch, line.seq, line.id)
    if (line.k === 'apply' && line.id !== null) yield* claim(line.member, line.epoch, line.seq, line.id)
  }
  for (const [member, log] of finals) {
    for (const { seq, id } of log.messages) yield* claim(member, log.epoch, seq, id)
  }
}

/** Who is shown as present, against the database. */
function* rosters(finals: ReadonlyMap<string, FinalLog>): Generator<Finding> {
  const truth = new Set(finals.get(DATABASE)?.active)
  for (const [member, log] of finals) {
    const shown = new Set(log.active)
    for (const id of shown) if (!truth.has(id)) yield { breach: 'ghost', member, what: id }
    for (const id of truth) if (!shown.has(id)) yield { breach: 'missing_member', member, what: id }
  }
}
