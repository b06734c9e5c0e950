/** What a job of the tick's end does, in this order: batches are decided and handed to the storage's thread first, so that
 *  it commits while this one writes; rooms gather what happened into packets; links write them, once each. */
const PHASES = ['batch', 'room', 'link'] as const
export type Phase = (typeof PHASES)[number]

/** The end of the present event-loop tick. Nothing waits for a timer: on an idle server it comes at once. */
export interface Tick {
  /** Runs `job` once at the end of this tick; the caller sees to it that it asks once per tick. */
  add(phase: Phase, job: () => void): void
}

/** @param failed hears of a job that threw; the others run */
export function createTick(
  failed: (error: unknown) => void,
  defer: (run: () => void) => void = setImmediate,
): Tick {
  const jobs: Record<Phase, (() => void)[]> = { batch: [], room: [], link: [] }
  let planned = false

  const run = () => {
    for (const phase of PHASES) {
      const due = jobs[phase]
      jobs[phase] = []
      for (const job of due) {
        try {
          job()
        } catch (error) {
          failed(error)
        }
      }
    }
    // Jobs of a phase that was over already.
    planned = PHASES.some((phase) => jobs[phase].length > 0)
    if (planned) defer(run)
  }

  return {
    add(phase, job) {
      jobs[phase].push(job)
      if (planned) return
      planned = true
      defer(run)
    },
  }
}
