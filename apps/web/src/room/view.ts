import type { RoomClient, Unsubscribe } from '@roomful/client'
import { INITIAL_CHOICE, type StageChoice } from '../stage/view.ts'
import { createStore } from '../store.ts'
import type { PanelTab } from './side-panel.tsx'

export type DialogName = 'invite' | 'devices' | 'shortcuts'
export interface RoomViewState {
  readonly tab: PanelTab
  readonly isPanelOpen: boolean
  /** Messages of others since the chat was last in view. */
  readonly unread: number
  readonly stage: StageChoice
  readonly dialog: DialogName | null
  readonly isCopied: boolean
}

/** How long "copied" stays, ms. */
const COPIED_MS = 2_000
/** From this width on the panel stands beside the stage. px, as the md breakpoint. */
const BESIDE_PX = 860

/** What this person has open in the room. */
export function createRoomView(room: Pick<RoomClient, 'on'>) {
  const store = createStore<RoomViewState>({
    tab: 'chat',
    isPanelOpen: innerWidth >= BESIDE_PX,
    unread: 0,
    stage: INITIAL_CHOICE,
    dialog: null,
    isCopied: false,
  })
  const seesChat = () => store.get().isPanelOpen && store.get().tab === 'chat'
  const readUp = () => {
    if (seesChat()) store.patch({ unread: 0 })
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    /** Counts what comes while the chat is out of view. */
    watchUnread: (): Unsubscribe =>
      room.on('message.created', ({ isOwn }) => {
        if (!isOwn && !seesChat()) store.patch({ unread: store.get().unread + 1 })
      }),
    showTab(tab: PanelTab) {
      store.patch({ tab, isPanelOpen: true })
      readUp()
    },
    /** The buttons of the bar: open there, or close what is open there. */
    toggleTab(tab: PanelTab) {
      const { isPanelOpen, tab: now } = store.get()
      store.patch({ tab, isPanelOpen: !(isPanelOpen && now === tab) })
      readUp()
    },
    closePanel: () => store.patch({ isPanelOpen: false }),
    setStage: (stage: StageChoice) => store.patch({ stage }),
    show: (dialog: DialogName) => store.patch({ dialog }),
    closeDialog: () => store.patch({ dialog: null }),
    /** Where copying is forbidden the dialog shows the link to copy by hand. */
    async copyLink(link: string) {
      try {
        await navigator.clipboard.writeText(link)
        store.patch({ isCopied: true })
        setTimeout(() => store.patch({ isCopied: false }), COPIED_MS)
      } catch {
        store.patch({ dialog: 'invite' })
      }
    },
  }
}
export type RoomView = ReturnType<typeof createRoomView>
