import { createStore } from '../store.ts'
import { recall, remember } from './storage.ts'

const KEY = 'roomful.name'

/** The guest's name in this browser, '' before the first visit. */
export const guestName = createStore(recall(KEY) ?? '')

export function setGuestName(name: string): void {
  const kept = name.trim()
  remember(KEY, kept || null)
  guestName.set(kept)
}
