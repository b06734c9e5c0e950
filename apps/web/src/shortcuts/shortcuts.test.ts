import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ShortcutAction, setShortcutsOn, toAction, watchShortcuts } from './shortcuts.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, repeat: false }
let told: (ShortcutAction | 'talk' | 'hush')[] = []
let stop = () => {}

beforeEach(() => {
  told = []
  document.body.innerHTML =
    '<textarea></textarea><input type="checkbox"><div role="dialog"><p></p></div><p id="page"></p>'
  stop = watchShortcuts(window, {
    onAction: (action) => told.push(action),
    onTalk: (talking) => told.push(talking ? 'talk' : 'hush'),
  })
})
afterEach(() => {
  stop()
  setShortcutsOn(true)
})

function press(key: string, selector = '#page', type = 'keydown', more = {}): void {
  document
    .querySelector(selector)
    ?.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true, ...more }))
}

test('each letter has its action, capital or not', () => {
  expect(['m', 'M', 'v', 'h', 'c', 'p', '?'].map((key) => toAction({ key, ...plain }))).toEqual([
    'microphone',
    'microphone',
    'camera',
    'hand',
    'chat',
    'people',
    'help',
  ])
})
test('with Ctrl, Alt or Meta the key is the browser’s, and holding it down repeats nothing', () => {
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }])
    expect(toAction({ key: 'm', ...plain, ...more })).toBeUndefined()
})
test('inert while typing and under a dialog', () => {
  press('m', 'textarea')
  press(' ', 'textarea')
  press('m', '[role=dialog] p')
  expect(told).toEqual([])
  press('m', 'input')
  expect(told).toEqual(['microphone'])
})
test('Space talks as long as it is held', () => {
  press(' ')
  press(' ', '#page', 'keydown', { repeat: true })
  press(' ', '#page', 'keyup')
  press(' ', '#page', 'keyup')
  expect(told).toEqual(['talk', 'hush'])
})
test('losing the page releases it', () => {
  press(' ')
  window.dispatchEvent(new Event('blur'))
  expect(told).toEqual(['talk', 'hush'])
})
test('switched off, nothing is ours', () => {
  setShortcutsOn(false)
  press('m')
  press(' ')
  expect(told).toEqual([])
})
test('after the end nothing is told, and who was talking is hushed', () => {
  press(' ')
  stop()
  press('m')
  expect(told).toEqual(['talk', 'hush'])
})
