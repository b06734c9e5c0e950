import type { Part, RoomCommands } from '../feature.ts'
import type { PresenceClient } from '../types.ts'
import type { Roster } from './roster.ts'

/** Counts of people, and our own idleness. */
export function createPresence(roster: Roster, commands: RoomCommands): Part<PresenceClient> {
  let wanted: 'active' | 'idle' = 'active'
  /** What the server holds of this connection; a new one begins active. */
  let told: 'active' | 'idle' = 'active'

  const tell = () => {
    if (told === wanted) return
    told = wanted
    commands.cast('presence.set', { state: wanted })
  }
  return {
    client: {
      get: roster.counts.get,
      subscribe: roster.counts.subscribe,
      setState(state) {
        wanted = state
        tell()
      },
    },
    feature: {
      onLost() {
        told = 'active'
      },
      onJoined: tell,
    },
  }
}
