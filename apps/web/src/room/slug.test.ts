import { expect, test } from 'vitest'
import { toAddress } from '../home/address.ts'
import { readSlug } from './slug.ts'

const ORIGIN = 'http://localhost:3000'

test('an address names its room, whatever is in the name', () => {
  expect(readSlug('/r/design-review')).toEqual({ slug: 'design-review' })
  expect(readSlug('/r/one%20room/')).toEqual({ slug: 'one room' })
  expect(readSlug('/r/a%2Fb%3Fc')).toEqual({ slug: 'a/b?c' })
  expect(readSlug('/r/caf%C3%A9')).toEqual({ slug: 'café' })
})
test('what the server would refuse is refused here', () => {
  expect(readSlug(`/r/${'x'.repeat(129)}`)).toEqual({ fault: 'slug_invalid' })
  expect(readSlug('/r/a%07b')).toEqual({ fault: 'slug_invalid' })
  expect(readSlug('/r/%E0%A4%A')).toEqual({ fault: 'slug_invalid' })
  expect(readSlug('/r/%20')).toEqual({ fault: 'slug_blank' })
})

test('a typed name becomes an address that can be said aloud', () => {
  expect(toAddress('  Design Review ', ORIGIN)).toEqual({ path: '/r/design-review' })
  expect(toAddress('Café & Küche', ORIGIN)).toEqual({ path: '/r/caf%C3%A9-%26-k%C3%BCche' })
  expect(toAddress('a/b', ORIGIN)).toEqual({ path: '/r/a%2Fb' })
})
test('an invite link leads into its room, in whatever form it is pasted', () => {
  for (const link of [
    'http://localhost:3000/r/garden',
    'localhost:3000/r/garden',
    '/r/garden',
    'HTTP://LOCALHOST:3000/r/garden?x#y',
  ])
    expect(toAddress(link, ORIGIN)).toEqual({ path: '/r/garden' })
})
test('the home page names what is wrong', () => {
  expect(toAddress('   ', ORIGIN)).toEqual({ problem: 'blank' })
  expect(toAddress('x'.repeat(129), ORIGIN)).toEqual({ problem: 'tooLong' })
  for (const link of [
    'https://elsewhere.example/r/garden',
    'http://localhost:3000/admin',
    'elsewhere.example/r/garden',
  ])
    expect(toAddress(link, ORIGIN)).toEqual({ problem: 'foreign' })
})
