import type { DeviceKind } from '@roomful/client'
import { useCall, useDevices } from '@roomful/react'
import { DevicePickers } from '../prejoin/device-pickers.tsx'
import { LevelMeter } from '../prejoin/level-meter.tsx'
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx'
import { useLanguage } from '../text/language.ts'
import { Dialog } from '../ui/dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { attempt } from './media-trouble.ts'
import type { DialogName } from './view.ts'

interface RoomDialogsProps {
  readonly name: DialogName
  readonly link: string
  readonly isCopied: boolean
  readonly onCopy: () => void
  readonly onClose: () => void
}

export function RoomDialogs({ name, link, isCopied, onCopy, onClose }: RoomDialogsProps) {
  if (name === 'invite')
    return <InviteDialog link={link} isCopied={isCopied} onCopy={onCopy} onClose={onClose} />
  return name === 'devices' ? <DevicesDialog onClose={onClose} /> : <ShortcutsDialog onClose={onClose} />
}

function DevicesDialog({ onClose }: { onClose: () => void }) {
  const { text } = useLanguage()
  const devices = useDevices()
  const { localStream, setDevice } = useCall()
  const [audio] = localStream?.getAudioTracks() ?? []
  const [video] = localStream?.getVideoTracks() ?? []
  function choose(kind: DeviceKind, id: string): void {
    if (kind === 'audiooutput') devices.choose(kind, id)
    else attempt(setDevice(kind, id))
  }
  return (
    <Dialog title={text.room.devices} onClose={onClose}>
      <div className="flex flex-col gap-3.5">
        <DevicePickers
          devices={devices}
          inUse={{
            audioinput: audio?.getSettings().deviceId ?? null,
            videoinput: video?.getSettings().deviceId ?? null,
          }}
          onChoose={choose}
        />
        <LevelMeter track={audio ?? null} />
      </div>
    </Dialog>
  )
}
