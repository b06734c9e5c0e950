import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Link } from '../ui/icons.ts'
import { Check } from '../ui/room-icons.ts'
import { QrCode } from './qr-code.tsx'

interface InviteDialogProps {
  readonly link: string
  readonly isCopied: boolean
  readonly onCopy: () => void
  readonly onClose: () => void
}

export function InviteDialog({ link, isCopied, onCopy, onClose }: InviteDialogProps) {
  const { text } = useLanguage()
  return (
    <Dialog title={text.room.invite} hint={text.room.inviteHint} onClose={onClose}>
      <div className="flex justify-center py-1">
        <QrCode value={link} label={text.room.qr} />
      </div>
      <div className="flex items-center gap-2 rounded-m border border-line bg-surface p-1.5 pl-3.5">
        <input
          readOnly
          value={link}
          aria-label={text.room.invite}
          onFocus={({ currentTarget }) => currentTarget.select()}
          className="min-w-0 grow truncate bg-transparent text-sm outline-none"
        />
        <Button look="primary" size="s" onClick={onCopy}>
          {isCopied ? <Check size={16} aria-hidden /> : <Link size={16} aria-hidden />}
          {isCopied ? text.room.copied : text.room.copyLink}
        </Button>
      </div>
    </Dialog>
  )
}
