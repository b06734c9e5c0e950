import { recall, remember } from '../settings/storage.ts'
import { createStore } from '../store.ts'

export type ShortcutAction = 'microphone' | 'camera' | 'hand' | 'chat' | 'people' | 'help'

const ACTIONS: Readonly<Record<string, ShortcutAction>> = {
  m: 'microphone',
  v: 'camera',
  h: 'hand',
  c: 'chat',
  p: 'people',
  '?': 'help',
}
/** What the list of shortcuts shows, in its order. */
export const SHORTCUTS: readonly { readonly key: string; readonly action: ShortcutAction | 'talk' }[] = [
  { key: 'M', action: 'microphone' },
  { key: 'V', action: 'camera' },
  { key: 'Space', action: 'talk' },
  { key: 'H', action: 'hand' },
  { key: 'C', action: 'chat' },
  { key: 'P', action: 'people' },
  { key: '?', action: 'help' },
]

const KEY = 'roomful.shortcuts'
/** Some people's speech or switch software types letters by itself: it can be switched off (WCAG 2.1.4). */
export const shortcutsOn = createStore(recall(KEY) !== 'off')
export function setShortcutsOn(on: boolean): void {
  remember(KEY, on ? null : 'off')
  shortcutsOn.set(on)
}

const TYPING =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=""], [contenteditable="true"]'
const OVERLAY = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

/** Letters typed into a field, or meant for something that lies over the room, are not ours. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(`${TYPING}, ${OVERLAY}`) !== null

/** A button that was reached by keyboard is pressed by Space. One that was clicked only kept the focus. */
const isPressedBySpace = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('button, a, [role=button], [role=tab], summary') !== null &&
  target.matches(':focus-visible')

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>

/** The action of a key, if it has one. */
export function toAction({ key, ctrlKey, metaKey, altKey, repeat }: Key): ShortcutAction | undefined {
  return ctrlKey || metaKey || altKey || repeat ? undefined : ACTIONS[key.toLowerCase()]
}

export interface ShortcutHandlers {
  onAction(action: ShortcutAction): void
  /** Space went down (true), or up, or the page lost the keyboard (false). */
  onTalk(talking: boolean): void
}

/** Listens to the whole page. @returns how to stop */
export function watchShortcuts(page: Window, { onAction, onTalk }: ShortcutHandlers): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let isTalking = false
  const talk = (on: boolean) => {
    if (on === isTalking) return
    isTalking = on
    onTalk(on)
  }
  page.addEventListener(
    'keydown',
    (event) => {
      if (!shortcutsOn.get() || event.defaultPrevented || isTyping(event.target)) return
      if (event.key === ' ' && !isPressedBySpace(event.target)) {
        event.preventDefault()
        if (!event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) talk(true)
        return
      }
      const action = toAction(event)
      if (!action) return
      event.preventDefault()
      onAction(action)
    },
    { signal },
  )
  page.addEventListener(
    'keyup',
    (event) => {
      if (event.key !== ' ' || !isTalking) return
      // A button that was clicked before would take the release for a press.
      event.preventDefault()
      talk(false)
    },
    { signal },
  )
  page.addEventListener('blur', () => talk(false), { signal })
  return () => {
    talk(false)
    stop.abort()
  }
}
