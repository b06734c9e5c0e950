const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export type PluralForms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
/** Calendar days from `at` to `now`; summer time makes days of 23 and 25 hours, hence the rounding. */
const daysBetween = (at: number, now: number) => Math.round((midnight(now) - midnight(at)) / DAY_MS)

/** Numbers, lists and times as a language writes them. All times are Unix ms, all spans ms. */
export function createFormat(locale: string) {
  const numbers = new Intl.NumberFormat(locale)
  const compact = new Intl.NumberFormat(locale, { notation: 'compact' })
  const plurals = new Intl.PluralRules(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const relativeDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'long' })
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' })
  const minutes = unit('minute')
  const hours = unit('hour')
  const days = unit('day')
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)

  return {
    count: (n: number) => numbers.format(n),
    /** 1.2K, where there is little room. */
    compact: (n: number) => compact.format(n),
    /** The form for n, `#` being n: `{ one: '# person', other: '# people' }`. */
    plural: (n: number, forms: PluralForms) =>
      (forms[plurals.select(n)] ?? forms.other).replace('#', numbers.format(n)),
    list: (items: readonly string[]) => lists.format(items),
    /** 10:02 */
    time: (at: number) => times.format(at),
    /** Day, month, year and time, for titles. */
    moment: (at: number) => moments.format(at),
    /** Today, Yesterday, Monday, 3 May 2025. */
    day: (at: number, now: number) => {
      const past = daysBetween(at, now)
      if (past >= 0 && past < 2) return capital(relativeDay.format(-past, 'day'))
      return past >= 2 && past < 7 ? capital(weekdays.format(at)) : dates.format(at)
    },
    /** 3 minutes ago; undefined below a minute, for which each language has its own words. */
    ago: (spanMs: number) => {
      if (spanMs < MINUTE_MS) return undefined
      if (spanMs < HOUR_MS) return relative.format(-Math.floor(spanMs / MINUTE_MS), 'minute')
      if (spanMs < DAY_MS) return relative.format(-Math.floor(spanMs / HOUR_MS), 'hour')
      return relative.format(-Math.floor(spanMs / DAY_MS), 'day')
    },
    /** 34 min, 2 hr, 3 days; never 0. */
    span: (spanMs: number) => {
      if (spanMs < HOUR_MS) return minutes.format(Math.max(1, Math.floor(spanMs / MINUTE_MS)))
      return spanMs < DAY_MS
        ? hours.format(Math.floor(spanMs / HOUR_MS))
        : days.format(Math.floor(spanMs / DAY_MS))
    },
  }
}
export type Format = ReturnType<typeof createFormat>

/** 34:12, 1:04:09: a running clock, the same in every language. */
export function toClock(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
