import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { useLanguage } from '../text/language.ts'
import { X } from './room-icons.ts'

interface DialogProps {
  readonly title: string
  readonly hint?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Over the page, in its middle; from below on phones. Open as long as it is rendered. */
export function Dialog({ title, hint, onClose, children }: DialogProps) {
  const { text } = useLanguage()
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-[#05070a99] transition-opacity duration-(--motion) data-starting-style:opacity-0" />
        <Base.Popup className="card fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[min(440px,calc(100vw-32px))] -translate-1/2 flex-col gap-4 overflow-y-auto bg-raised! p-6 text-ink shadow-float transition-[opacity,scale] duration-(--motion) outline-none data-starting-style:scale-[0.97] data-starting-style:opacity-0 max-sm:top-auto max-sm:bottom-0 max-sm:w-screen max-sm:translate-y-0 max-sm:rounded-b-none max-sm:pb-[max(24px,env(safe-area-inset-bottom))]">
          <div className="flex items-start gap-3">
            <div className="grow">
              <Base.Title className="text-lg font-[640] tracking-[-0.01em]">{title}</Base.Title>
              {hint && <Base.Description className="mt-1 text-sm text-ink-2">{hint}</Base.Description>}
            </div>
            <Base.Close
              aria-label={text.close}
              className="-mt-1 -mr-2 grid size-8.5 flex-none place-items-center rounded-[10px] text-ink-2 hover:bg-hover hover:text-ink"
            >
              <X size={18} aria-hidden />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
