/** Samples per reading: 43 ms at 48 kHz. */
const WINDOW_SAMPLES = 2_048

export interface Ear {
  /** Loudness of this moment: root mean square of the samples, 0..1. */
  amplitude(): number
  close(): void
}

/** Hears a stream without playing it. */
export function listenByWebAudio(stream: MediaStream): Ear {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = WINDOW_SAMPLES
  const source = context.createMediaStreamSource(stream)
  source.connect(analyser)
  const samples = new Float32Array(WINDOW_SAMPLES)
  let waking = false
  /** Before the first tap on the page a context may not run; browsers let the promise wait for that. */
  const wake = () => {
    waking = true
    const done = () => {
      waking = false
    }
    context.resume().then(done, done)
  }
  return {
    amplitude() {
      if (context.state === 'suspended' && !waking) wake()
      analyser.getFloatTimeDomainData(samples)
      let squares = 0
      for (const sample of samples) squares += sample * sample
      return Math.sqrt(squares / WINDOW_SAMPLES)
    },
    close() {
      source.disconnect()
      context.close().catch(() => {})
    },
  }
}
