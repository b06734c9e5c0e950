import { expect, test } from 'vitest'
import { toFirstName, toHue, toInitials } from './face.ts'

test('initials of first and last word, or the head of the only one', () => {
  expect(
    ['Mara Alvarez', 'Pim de Vries', 'Kim', 'pk', 'concert_junkie', ' ', 'Ödön Élan'].map(toInitials),
  ).toEqual(['MA', 'PV', 'KI', 'PK', 'CJ', '?', 'ÖÉ'])
})
test('a family emoji is one character', () => {
  expect(toInitials('👩‍👩‍👧 home')).toBe('👩‍👩‍👧H')
})
test('the same id has the same colour, and many ids use all of them', () => {
  expect(toHue('guest:jo')).toBe(toHue('guest:jo'))
  const hues = new Set(Array.from({ length: 100 }, (_, at) => toHue(`guest:${at}`)))
  expect([...hues].toSorted()).toEqual([0, 1, 2, 3, 4, 5])
})
test('people are called by their first name', () => {
  expect([' Mara Alvarez', 'pk'].map(toFirstName)).toEqual(['Mara', 'pk'])
})
