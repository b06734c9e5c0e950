import type { CommandQueue } from '../queue.ts'
import type { ParticipantsClient } from '../types.ts'
import type { Roster } from './roster.ts'

/** The roster, and what people may do to themselves and, as moderators, to others. */
export function createParticipants(roster: Roster, queue: CommandQueue): ParticipantsClient {
  return {
    get: roster.get,
    subscribe: roster.subscribe,
    async setRole(participant, role) {
      await queue.push('role.set', { participant, role })
    },
    async rename(name) {
      await queue.push('participant.rename', { name })
    },
    async updateData(patch) {
      return (await queue.push('data.update', { patch })).data
    },
    async raiseHand(raised, participant) {
      await queue.push('hand.set', { raised, ...(participant === undefined ? {} : { participant }) })
    },
  }
}
