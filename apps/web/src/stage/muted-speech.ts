import type { CallState, Readable } from '@roomful/client'
import { createWatched } from '../store.ts'

/** Louder than this for as long as this is speech and no cough, 0..1 and ms. */
const LOUD = 0.35
const SPEECH_MS = 600
/** The hint stays so long after the last word, ms. */
const STAYS_MS = 4_000

/** True while somebody speaks with the microphone muted. */
export const createMutedSpeech = (call: Readable<CallState>): Readable<boolean> =>
  createWatched(false, (store, signal) => {
    let loudSince: number | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const { media, status, localLevel, localStream } = call.get()
      const isLoud = status === 'joined' && !media.audio && localStream !== null && localLevel > LOUD
      if (media.audio) store.set(false)
      if (!isLoud) {
        loudSince = null
        return
      }
      loudSince ??= Date.now()
      if (Date.now() - loudSince < SPEECH_MS) return
      store.set(true)
      clearTimeout(timer)
      timer = setTimeout(() => store.set(false), STAYS_MS)
    }
    const unsubscribe = call.subscribe(look)
    signal.addEventListener('abort', () => {
      unsubscribe()
      clearTimeout(timer)
    })
  })
