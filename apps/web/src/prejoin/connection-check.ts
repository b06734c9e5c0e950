import { createWatched, repeat } from '../store.ts'

/** Between two looks, ms; the first three come faster, since the first pays for the connection. */
const LOOK_EVERY_MS = 4_000
const FIRST_LOOKS_MS = 250
const LOOKS_KEPT = 3
const GOOD_MS = 150
const FAIR_MS = 400

export interface ConnectionCheck {
  readonly grade: 'checking' | 'good' | 'fair' | 'poor' | 'away'
  /** Best round trip of the last looks. */
  readonly rttMs: number | null
}

export const toGrade = (rttMs: number) => (rttMs <= GOOD_MS ? 'good' : rttMs <= FAIR_MS ? 'fair' : 'poor')

async function roundTrip(signal: AbortSignal): Promise<number> {
  const beganMs = performance.now()
  const answer = await fetch('/healthz', { cache: 'no-store', signal })
  if (!answer.ok) throw new Error(`healthz ${answer.status}`)
  return performance.now() - beganMs
}

/** Times small requests to the server while somebody looks. */
export const connectionCheck = createWatched<ConnectionCheck>(
  { grade: 'checking', rttMs: null },
  (store, signal) => {
    let recent: number[] = []
    void repeat(signal, async () => {
      try {
        recent = [await roundTrip(signal), ...recent].slice(0, LOOKS_KEPT)
        const rttMs = Math.max(1, Math.round(Math.min(...recent)))
        store.set({ grade: toGrade(rttMs), rttMs })
        return recent.length < LOOKS_KEPT ? FIRST_LOOKS_MS : LOOK_EVERY_MS
      } catch {
        if (!signal.aborted) store.set({ grade: 'away', rttMs: null })
        return LOOK_EVERY_MS
      }
    })
  },
)
