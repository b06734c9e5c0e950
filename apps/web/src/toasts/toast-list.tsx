import { Avatar } from '../people/avatar.tsx'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { TriangleAlert } from '../ui/icons.ts'
import { toasts } from './toasts.ts'

/** Over the top of the stage; read aloud when nothing else is being said. */
export function ToastList() {
  const { text } = useLanguage()
  const shown = useReadable(toasts)
  return (
    <div
      role="status"
      aria-label={text.toasts.region}
      className="pointer-events-none absolute inset-x-0 top-3 z-30 flex flex-col items-center gap-2 px-3"
    >
      {shown.map(({ id, text: words, face, tone }) => (
        <button
          key={id}
          type="button"
          data-toast={tone}
          data-hint={text.toasts.dismiss}
          onClick={() => toasts.dismiss(id)}
          className="appears pointer-events-auto flex max-w-full items-center gap-2.5 rounded-m border border-line bg-raised px-3.5 py-2 text-left text-[13.5px] shadow-float"
        >
          {face && <Avatar name={face.name} id={face.id} size={24} />}
          {tone === 'danger' && <TriangleAlert size={17} aria-hidden className="flex-none text-danger" />}
          <span className="truncate">{words}</span>
        </button>
      ))}
    </div>
  )
}
