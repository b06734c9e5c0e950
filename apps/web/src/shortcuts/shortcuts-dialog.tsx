import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Key } from '../ui/hints.tsx'
import { SHORTCUTS, setShortcutsOn, shortcutsOn } from './shortcuts.ts'

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { text } = useLanguage()
  const isOn = useReadable(shortcutsOn)
  return (
    <Dialog title={text.keys.title} hint={text.keys.hint} onClose={onClose}>
      <dl className={`flex flex-col ${isOn ? '' : 'opacity-50'}`}>
        {SHORTCUTS.map(({ key, action }) => (
          <div key={key} className="flex items-center border-b border-line py-2 last:border-0">
            <dt className="grow text-[14px]">{text.keys[action]}</dt>
            <dd>
              <Key>{key === 'Space' ? text.keys.space : key}</Key>
            </dd>
          </div>
        ))}
      </dl>
      <label className="flex min-h-8 cursor-pointer items-center gap-3 text-[14px]">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => setShortcutsOn(target.checked)}
          className="size-4.5 accent-(--accent)"
        />
        {text.keys.on}
      </label>
    </Dialog>
  )
}
