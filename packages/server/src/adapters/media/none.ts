import { fault } from '@roomful/protocol'
import type { Media } from '../../ports/media.ts'

const full = { fault: fault('call_full', 'there is no media server, calls go from browser to browser') }

/** The mesh: clients send their media to each other, and whoever finds no place among them finds none here. */
export const meshOnly: Media = {
  name: 'none',
  admit: async () => full,
  negotiate: async () => full,
  trickle: async () => {},
  release: async () => {},
  ping: async () => {},
}
