/** What is blocked, missing or busy, in the forms that German asks for. */
const NOUNS: Record<string, { readonly your: string; readonly no: string; readonly plural: boolean }> = {
  Mikrofon: { your: 'Dein Mikrofon', no: 'Kein Mikrofon', plural: false },
  Kamera: { your: 'Deine Kamera', no: 'Keine Kamera', plural: false },
  Bildschirm: { your: 'Dein Bildschirm', no: 'Kein Bildschirm', plural: false },
}
export const noun = (what: string) =>
  NOUNS[what] ?? { your: `Deine ${what}`, no: `Keine ${what}`, plural: true }
/** "Dein Mikrofon ist weg", "Deine Kamera und … sind weg". */
export const your = (what: string, one: string, many: string) =>
  `${noun(what).your} ${noun(what).plural ? many : one}`
