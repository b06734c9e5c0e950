/** What a suite came to. */
export interface Outcome {
  name: string
  passed: number
  failed: number
  skipped: number
  /** What was not run, why, and the command that would help. */
  missing: { what: string; why: string; help: string }[]
  durationMs: number
}

const HEADER = ['suite', 'passed', 'failed', 'skipped', 'could not run', 'time']

const sum = (outcomes: Outcome[], field: 'passed' | 'failed' | 'skipped') =>
  outcomes.reduce((total, outcome) => total + outcome[field], 0)

export const isClean = ({ failed, missing }: Outcome) => failed === 0 && missing.length === 0

/** One row a suite; what could not be run is named below. */
export function toTable(outcomes: Outcome[]): string {
  const rows = outcomes.map(({ name, passed, failed, skipped, missing, durationMs }) =>
    [name, passed, failed, skipped, missing.length, `${(durationMs / 1000).toFixed(1)} s`].map(String),
  )
  const widths = HEADER.map((title, column) =>
    Math.max(...[HEADER, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  )
  const lines = [HEADER, ...rows].map((row) =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  )
  const missing = outcomes.flatMap((outcome) => outcome.missing)
  return [
    ...lines,
    ...missing.map(({ what, why, help }) => `could not run ${what}: ${why}; \`${help}\` would help`),
  ].join('\n')
}

/** The last line of `npm test`. What could not be run counts as skipped. */
export function toTotals(outcomes: Outcome[]): string {
  const skipped = sum(outcomes, 'skipped') + outcomes.flatMap(({ missing }) => missing).length
  const totals = `${sum(outcomes, 'passed')} passed, ${sum(outcomes, 'failed')} failed`
  return skipped > 0 ? `${totals}, ${skipped} skipped` : totals
}
