import type { Page } from 'playwright-core'
import { eventually } from './browser-test.ts'
import { type PeerFigures, peersOf } from './tap.ts'

/** Enough to be no accident: the first frame may be a still one. */
const FRAMES = 5
/** Energy of a beep; the silence that a decoder makes up is far below. */
const AUDIBLE = 1e-4
const INAUDIBLE = 1e-6
/** The fake microphone beeps once a second. */
const LISTEN_S = 1.5

type Read = () => Promise<readonly Pick<PeerFigures, 'framesDecoded' | 'audioEnergy' | 'audioSeconds'>[]>

const most = (figures: Awaited<ReturnType<Read>>, figure: 'audioEnergy' | 'audioSeconds') =>
  Math.max(...figures.map((each) => each[figure]))

/** Waits until from each of so many others new frames are decoded and something is heard. */
export async function expectFlow(page: Page, options: { peers: number; sound?: boolean }): Promise<void> {
  await expectFlowOf(() => peersOf(page), options)
}

export async function expectFlowOf(
  read: Read,
  { peers, sound = true }: { peers: number; sound?: boolean },
): Promise<void> {
  await eventually(async () => (await read()).length).toBe(peers)
  const before = await read()
  const frames = before.map(({ framesDecoded }) => framesDecoded)
  await eventually(async () => {
    const now = await read()
    return (
      now.length === peers &&
      now.every(({ framesDecoded }, at) => framesDecoded >= (frames[at] ?? 0) + FRAMES)
    )
  }).toBe(true)
  if (!sound) return
  const energy = before.map(({ audioEnergy }) => audioEnergy)
  await eventually(async () => {
    const now = await read()
    return (
      now.length === peers && now.every(({ audioEnergy }, at) => audioEnergy > (energy[at] ?? 0) + AUDIBLE)
    )
  }).toBe(true)
}

/** Waits until over `LISTEN_S` of received sound nothing could be heard. */
export async function expectSilence(page: Page): Promise<void> {
  let start = await peersOf(page)
  await eventually(async () => {
    const now = await peersOf(page)
    if (most(now, 'audioSeconds') - most(start, 'audioSeconds') < LISTEN_S) return 'listening'
    const heard = most(now, 'audioEnergy') - most(start, 'audioEnergy')
    // What was under way when the microphone went off is still heard.
    start = now
    return heard < INAUDIBLE ? 'silent' : `heard ${heard}`
  }).toBe('silent')
}
