import type { Principal } from '@roomful/protocol'
import { type Storage, StorageUnavailable } from '../../ports/storage.ts'

/** The part of the database that identity needs, in memory. */
export function memoryPrincipals() {
  const rows = new Map<string, Principal>()
  const tickets = new Set<string>()
  const state = { away: false }
  const guard = () => {
    if (state.away) throw new StorageUnavailable('away')
  }
  const storage: Pick<Storage, 'findPrincipal' | 'savePrincipal' | 'useTicket'> = {
    async findPrincipal(id) {
      guard()
      return rows.get(id)
    },
    async savePrincipal(principal) {
      guard()
      rows.set(principal.id, principal)
    },
    async useTicket(hash) {
      guard()
      return tickets.delete(hash)
    },
  }
  return { storage, rows, tickets, state }
}
