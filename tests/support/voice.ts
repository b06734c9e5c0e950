/** Runs in the page before its scripts: the microphone hears somebody who talks without a pause, where the fake one only
 *  beeps. */
function speakEndlessly(): void {
  const PITCH_HZ = 180
  const SYLLABLES_PER_S = 4
  const devices: MediaDevices | undefined = navigator.mediaDevices
  const open = devices?.getUserMedia.bind(devices)
  if (!devices || !open) return
  devices.getUserMedia = async (wish) => {
    const stream = await open(wish)
    for (const microphone of stream.getAudioTracks()) {
      const context = new AudioContext()
      const voice = new GainNode(context, { gain: 0.4 })
      const syllables = new GainNode(context, { gain: 0.2 })
      const sound = new MediaStreamAudioDestinationNode(context)
      const pitch = new OscillatorNode(context, { frequency: PITCH_HZ })
      const rhythm = new OscillatorNode(context, { frequency: SYLLABLES_PER_S })
      rhythm.connect(syllables).connect(voice.gain)
      pitch.connect(voice).connect(sound)
      pitch.start()
      rhythm.start()
      stream.removeTrack(microphone)
      for (const track of sound.stream.getAudioTracks()) stream.addTrack(track)
    }
    return stream
  }
}

export const TALKING = `(${speakEndlessly})()`
