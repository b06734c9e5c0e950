import { createStore } from '../store.ts'

/** Plays what arrives. Browsers hold sound back until somebody clicks on the page; then `blocked` turns true. */
export function createSound() {
  const blocked = createStore(false)
  const elements = new Set<HTMLMediaElement>()

  async function play(element: HTMLMediaElement): Promise<void> {
    try {
      await element.play()
    } catch (error) {
      // AbortError only tells that another stream came in between.
      if (error instanceof DOMException && error.name === 'NotAllowedError') blocked.set(true)
    }
  }
  return {
    blocked,
    /** For a ref: gives the element its stream and speaker, and forgets it when it goes. */
    attach(element: HTMLMediaElement, stream: MediaStream, speakerId: string): () => void {
      elements.add(element)
      if (element.srcObject !== stream) element.srcObject = stream
      if ('setSinkId' in element && element.sinkId !== speakerId)
        // A speaker that is gone: the system's goes on.
        element.setSinkId(speakerId).catch(() => {})
      void play(element)
      return () => {
        elements.delete(element)
        element.srcObject = null
      }
    },
    /** On a click: everything that was held back. */
    resume(): void {
      blocked.set(false)
      for (const element of elements) void play(element)
    },
  }
}
export type Sound = ReturnType<typeof createSound>
