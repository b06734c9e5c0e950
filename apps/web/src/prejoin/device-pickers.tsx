import type { Device, DeviceKind, DevicesState } from '@roomful/client'
import { useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { Picker } from '../ui/picker.tsx'
import { Mic, Video, Volume } from '../ui/room-icons.ts'
import { playTestSound } from './test-sound.ts'

export interface DevicePickersProps {
  readonly devices: DevicesState
  /** Devices in use now, where they differ from the remembered choice. */
  readonly inUse: { readonly [K in DeviceKind]?: string | null }
  readonly onChoose: (kind: DeviceKind, id: string) => void
}

/** Firefox for phones and Safari choose the speaker by themselves. */
const canChooseSpeaker = () => 'setSinkId' in HTMLMediaElement.prototype

/** Microphone, camera, speaker: before the call and in it. */
export function DevicePickers({ devices, inUse, onChoose }: DevicePickersProps) {
  const { text } = useLanguage()
  const { microphones, cameras, speakers, chosen } = devices
  const named = (list: readonly Device[]) =>
    list.map(({ id, label }, at) => ({ id, label: label || text.prejoin.unnamed(at + 1) }))
  const value = (kind: DeviceKind) => inUse[kind] ?? chosen[kind] ?? ''
  return (
    <>
      <Picker
        label={text.prejoin.microphone}
        icon={Mic}
        options={named(microphones)}
        value={value('audioinput')}
        none={text.prejoin.noMicrophone}
        onChoose={(id) => onChoose('audioinput', id)}
      />
      <Picker
        label={text.prejoin.camera}
        icon={Video}
        options={named(cameras)}
        value={value('videoinput')}
        none={text.prejoin.noCamera}
        onChoose={(id) => onChoose('videoinput', id)}
      />
      <Picker
        label={text.prejoin.speaker}
        icon={Volume}
        options={canChooseSpeaker() ? named(speakers) : []}
        value={value('audiooutput')}
        none={text.prejoin.systemSpeaker}
        onChoose={(id) => onChoose('audiooutput', id)}
      >
        <TestButton speakerId={value('audiooutput')} />
      </Picker>
    </>
  )
}

function TestButton({ speakerId }: { speakerId: string }) {
  const { text } = useLanguage()
  const [isPlaying, setPlaying] = useState(false)
  async function play(): Promise<void> {
    setPlaying(true)
    try {
      await playTestSound(speakerId)
    } finally {
      setPlaying(false)
    }
  }
  return (
    <Button
      look="ghost"
      size="s"
      className="mr-1 h-9"
      disabled={isPlaying}
      aria-label={text.prejoin.testLabel}
      onClick={() => void play().catch(() => undefined)}
    >
      {isPlaying ? text.prejoin.testing : text.prejoin.test}
    </Button>
  )
}
