import type { Principal } from '@roomful/protocol'
import { expect, test } from 'vitest'
import type { Issued } from '../../ports/identity.ts'
import { hashTicket } from '../../start/secrets.ts'
import { clock, forged, good, identityWith } from './tokens.fixture.ts'

const HS = { alg: 'HS256' }
const issuedOf = (answer: Issued | object): Issued => {
  if (!('token' in answer)) throw new Error('no token was issued')
  return answer
}
const principalOf = async (identity: ReturnType<typeof identityWith>['identity'], token: string) => {
  const answer = await identity.verify(token)
  return 'principal' in answer ? answer.principal : answer.fault.code
}

test('[ID1] a guest has an id of ours and a token of 30 days', async () => {
  const { identity } = identityWith()
  const ann = issuedOf(await identity.guest('Ann'))
  expect(ann.principal).toEqual({
    id: expect.stringMatching(/^guest:[a-z2-9]{10}$/),
    kind: 'guest',
    name: 'Ann',
    admin: false,
  })
  expect(ann.expires_at).toBe(clock.now() + 30 * 24 * 3_600_000)
  expect(await principalOf(identity, ann.token)).toEqual(ann.principal)
  expect(issuedOf(await identity.guest('Ann')).principal.id).not.toBe(ann.principal.id)
})

test('[ID1] the same guest under another name', async () => {
  const { identity, principals } = identityWith()
  const ann = issuedOf(await identity.guest('Ann'))
  const anna = issuedOf(await identity.guest('Anna', ann.principal))
  expect(anna.principal).toEqual({ ...ann.principal, name: 'Anna' })
  expect(principals.rows.get(ann.principal.id)?.name).toBe('Anna')
})

test('[ID1] a user who becomes a guest is another person', async () => {
  const { identity } = identityWith()
  const user: Principal = { id: 'user:ann', kind: 'user', name: 'Ann', admin: true }
  expect(issuedOf(await identity.guest('Ann', user)).principal).toMatchObject({ kind: 'guest', admin: true })
})

test.each([
  ['guest:annannanna', 'user:guest:annannanna'],
  ['user:ann', 'user:user:ann'],
  [42, 'user:42'],
])('[ID2] the subject %s of another login is %s', async (sub, id) => {
  const { identity } = identityWith()
  expect(await principalOf(identity, forged(HS, { ...good, sub }))).toMatchObject({ id, kind: 'user' })
})

test('[ID2] no claim makes an admin, a row of ours does', async () => {
  const { identity, principals } = identityWith()
  const token = forged(HS, { ...good, admin: true, role: 'admin', roles: ['admin'], kind: 'guest' })
  expect(await principalOf(identity, token)).toMatchObject({ kind: 'user', admin: false })
  principals.rows.set('user:ann', { id: 'user:ann', kind: 'user', name: 'ann', admin: true })
  expect(await principalOf(identity, token)).toMatchObject({ admin: true })
})

test.each([
  [{ name: ' Ann  Lee ', username: 'x' }, 'Ann  Lee'],
  [{ preferred_username: 'ann', username: 'x' }, 'ann'],
  [{ username: 'x' }, 'x'],
  [{ name: 'two\nlines', username: '' }, 'ann'],
  [{ name: 'x'.repeat(101) }, 'ann'],
  [{ name: 7 }, 'ann'],
])('[ID6] the name of %j', async (claims, name) => {
  const { identity } = identityWith()
  expect(await principalOf(identity, forged(HS, { ...good, ...claims }))).toMatchObject({ name })
})

test('[ID7] the admin ticket works once', async () => {
  const { identity, principals, used } = identityWith()
  principals.tickets.add(hashTicket('t1'))
  const ann = issuedOf(await identity.guest('Ann'))
  const admin = issuedOf(await identity.admin('t1', 'Ann', ann.principal))
  expect(admin.principal).toEqual({ ...ann.principal, admin: true })
  expect(await principalOf(identity, admin.token)).toEqual(admin.principal)
  expect(used).toEqual(['used'])
  expect(await identity.admin('t1', 'Eve')).toEqual({ fault: { code: 'ticket_invalid' } })
  expect(await identity.admin('', 'Eve')).toEqual({ fault: { code: 'ticket_invalid' } })
  // A new name does not cost the rights.
  expect(issuedOf(await identity.guest('Anna', admin.principal)).principal.admin).toBe(true)
})

test('[ID8] a server without guests refuses them, and their old tokens, but not its admin', async () => {
  const open = identityWith()
  const ann = issuedOf(await open.identity.guest('Ann'))
  const { identity, principals } = identityWith({ allowGuests: false })
  expect(await identity.guest('Ann')).toEqual({ fault: { code: 'guests_refused' } })
  expect(await principalOf(identity, ann.token)).toBe('guests_refused')
  principals.tickets.add(hashTicket('t1'))
  const admin = issuedOf(await identity.admin('t1', 'Ann'))
  expect(await principalOf(identity, admin.token)).toMatchObject({ admin: true })
  expect(await principalOf(identity, forged(HS, good))).toMatchObject({ id: 'user:ann' })
})

test('[ID5] a database that is away is unavailable; guests need none', async () => {
  const { identity, principals } = identityWith()
  const ann = issuedOf(await identity.guest('Ann'))
  principals.state.away = true
  expect(await principalOf(identity, ann.token)).toEqual(ann.principal)
  expect(await principalOf(identity, forged(HS, good))).toBe('unavailable')
})
