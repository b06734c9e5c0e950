import { Tabs } from '@base-ui/react/tabs'
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { X } from '../ui/room-icons.ts'

export type PanelTab = 'people' | 'chat'

interface SidePanelProps {
  readonly tab: PanelTab
  readonly isOpen: boolean
  readonly activeCount: number
  readonly unread: number
  readonly onTab: (tab: PanelTab) => void
  readonly onClose: () => void
  readonly people: ReactNode
  readonly chat: ReactNode
}

/** Beside the stage; on phones a sheet over its lower part. Both tabs stay in the document: they keep scroll and draft. */
export function SidePanel(props: SidePanelProps) {
  const { tab, isOpen, activeCount, unread, onTab, onClose, people, chat } = props
  const { text, format } = useLanguage()
  const sheet = useSheet(onClose)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    // The sheet covers the button that opened it: the keyboard goes along.
    if (isOpen && panel.current && getComputedStyle(panel.current).position === 'fixed')
      panel.current.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus()
  }, [isOpen])
  return (
    <aside
      ref={panel}
      aria-label={text.room.panel}
      hidden={!isOpen}
      style={sheet.style}
      className="card flex w-85 flex-none flex-col overflow-hidden max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-40 max-md:h-[min(74dvh,640px)] max-md:w-auto max-md:rounded-b-none max-md:pb-[env(safe-area-inset-bottom)] max-md:shadow-float hidden:hidden"
    >
      <div className="hidden flex-none touch-none justify-center pt-2 pb-0.5 max-md:flex" {...sheet.grip}>
        <span className="h-1 w-10 rounded-pill bg-line" />
      </div>
      <Tabs.Root
        value={tab}
        onValueChange={(value) => onTab(value as PanelTab)}
        className="flex min-h-0 grow flex-col"
      >
        <div className="flex flex-none items-center gap-1 p-2.5 max-md:pt-1">
          <Tabs.List className="flex grow gap-1" aria-label={text.room.panel}>
            <Tab value="people">
              {text.room.people} <span className="tabular-nums">{format.count(activeCount)}</span>
            </Tab>
            <Tab value="chat">
              {text.room.chat}
              {unread > 0 && tab !== 'chat' && (
                <span className="rounded-pill bg-accent px-1.5 text-[11px] font-bold text-on-accent">
                  {format.count(unread)}
                  <span className="sr-only"> {text.room.unread(unread)}</span>
                </span>
              )}
            </Tab>
          </Tabs.List>
          <button
            type="button"
            aria-label={text.room.closePanel}
            data-hint={text.room.closePanel}
            onClick={onClose}
            className="grid size-8.5 flex-none place-items-center rounded-[10px] text-ink-2 hover:bg-hover hover:text-ink"
          >
            <X size={17} aria-hidden />
          </button>
        </div>
        <Tabs.Panel value="people" keepMounted className="min-h-0 grow">
          {people}
        </Tabs.Panel>
        <Tabs.Panel value="chat" keepMounted className="min-h-0 grow">
          {chat}
        </Tabs.Panel>
      </Tabs.Root>
    </aside>
  )
}

function Tab({ value, children }: { value: PanelTab; children: ReactNode }) {
  return (
    <Tabs.Tab
      value={value}
      className="flex h-8.5 flex-1 items-center justify-center gap-1.5 rounded-[10px] text-sm font-semibold text-ink-2 transition-[background,color] duration-(--motion) hover:text-ink data-active:bg-hover data-active:text-ink"
    >
      {children}
    </Tabs.Tab>
  )
}

/** Pulled down further than this the sheet closes, px. */
const CLOSES_AT_PX = 90

/** Lets the sheet be pulled down by its grip. */
function useSheet(onClose: () => void) {
  const [pulled, setPulled] = useState(0)
  const start = useRef<number | null>(null)
  const grip = {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.clientY
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: ({ clientY }: PointerEvent) => {
      if (start.current !== null) setPulled(Math.max(0, clientY - start.current))
    },
    onPointerUp: () => {
      if (pulled > CLOSES_AT_PX) onClose()
      start.current = null
      setPulled(0)
    },
  }
  return { grip, style: pulled > 0 ? { translate: `0 ${pulled}px` } : undefined }
}
