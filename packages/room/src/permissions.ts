import type { Participant, Principal, Role } from '@roomful/protocol'

const RANK = { member: 0, moderator: 1, host: 2 } as const satisfies Record<Role, number>

/** What somebody may do here: their role, and host for admins. Never taken from user data or a payload (RO1). */
export const effectiveRole = (self: Participant, principal: Principal): Role =>
  principal.admin ? 'host' : self.role

export const mayModerate = (self: Participant, principal: Principal): boolean =>
  RANK[effectiveRole(self, principal)] >= RANK.moderator

export const mayHost = (self: Participant, principal: Principal): boolean =>
  effectiveRole(self, principal) === 'host'

/** Hosts and moderators keep their place on the roster however long they are away (ME9). */
export const isPrivileged = (participant: Participant): boolean => RANK[participant.role] > RANK.member
