const HUES = 6
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const head = (word: string, count: number) =>
  Array.from(graphemes.segment(word), ({ segment }) => segment)
    .slice(0, count)
    .join('')

/** "Mara Alvarez" → MA, "Kim" → KI, "pk" → PK. */
export function toInitials(name: string): string {
  const words = name
    .trim()
    .split(/[\s_.-]+/u)
    .filter(Boolean)
  const [first = '?', ...rest] = words
  const last = rest.at(-1)
  return (last ? head(first, 1) + head(last, 1) : head(first, 2)).toLocaleUpperCase()
}

/** One of the people-colours of hues.css. FNV-1a: spreads ids that differ in one character. */
export function toHue(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % HUES
}

/** "Mara Alvarez" → Mara: what people call each other in short lines. */
export const toFirstName = (name: string) => name.trim().split(/\s+/u)[0] ?? name
