import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'

/** Asked in place: nothing covers the conversation. */
export function SureDelete({ onKeep, onDelete }: { onKeep: () => void; onDelete: () => void }) {
  const { text } = useLanguage()
  return (
    <div
      role="alertdialog"
      aria-label={text.chat.deleteSure}
      onKeyDown={({ key }) => key === 'Escape' && onKeep()}
      className="appears mt-2 flex flex-wrap items-center gap-2 rounded-m border border-line bg-raised p-2.5 text-sm"
    >
      <span className="w-full">{text.chat.deleteSure}</span>
      <Button look="danger" size="s" onClick={onDelete} ref={(button) => button?.focus()}>
        {text.chat.delete}
      </Button>
      <Button size="s" onClick={onKeep}>
        {text.chat.keep}
      </Button>
    </div>
  )
}
