const NOTES_HZ = [523.25, 659.25, 783.99]
const NOTE_S = 0.16
const TAIL_S = 0.7

/** Three rising notes on the chosen speaker ('' is the system's). Resolves when they have faded. */
export async function playTestSound(speakerId: string): Promise<void> {
  const context = new AudioContext()
  const sound = new MediaStreamAudioDestinationNode(context)
  NOTES_HZ.forEach((frequency, at) => {
    const start = context.currentTime + at * NOTE_S
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(0.22, start + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, start + TAIL_S)
    const note = new OscillatorNode(context, { frequency })
    note.connect(gain).connect(sound)
    note.start(start)
    note.stop(start + TAIL_S)
  })
  // An element, because it can be sent to a speaker in every browser that has a choice of them.
  const element = new Audio()
  element.srcObject = sound.stream
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId)
  await element.play()
  await new Promise((done) => setTimeout(done, (NOTES_HZ.length * NOTE_S + TAIL_S) * 1000))
  element.srcObject = null
  await context.close()
}
