import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { message } from '../../gallery/chat.ts'
import { startLanguage } from '../text/language.ts'
import { Composer } from './composer.tsx'
import type { ComposeMode } from './draft.ts'

beforeAll(startLanguage)
afterEach(() => document.body.replaceChildren())

function compose(mode: ComposeMode = { type: 'new' }) {
  const told = { onCancel: vi.fn(), onSubmit: vi.fn(), onKeystroke: vi.fn(), onEditLast: vi.fn() }
  const view = render(<Composer mode={mode} {...told} />)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox')
  const write = (value: string) => fireEvent.change(field, { target: { value } })
  return {
    ...told,
    field,
    write,
    show: (next: ComposeMode) => view.rerender(<Composer mode={next} {...told} />),
  }
}

test('Enter sends, Shift and Enter is a new line', () => {
  const { field, write, onSubmit, onKeystroke } = compose()
  write('hello')
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  expect(onSubmit).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSubmit).toHaveBeenCalledWith('hello')
  expect(onKeystroke).toHaveBeenCalledOnce()
  expect(field.value).toBe('')
})
test('Enter that belongs to an input method sends nothing', () => {
  const { field, write, onSubmit } = compose()
  write('にほ')
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
  expect(onSubmit).not.toHaveBeenCalled()
})
test('blank or too long cannot be sent', () => {
  const { field, write, onSubmit } = compose()
  write('  \n ')
  fireEvent.keyDown(field, { key: 'Enter' })
  write('x'.repeat(4_002))
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSubmit).not.toHaveBeenCalled()
  expect(screen.getByText('2 characters too many')).toBeTruthy()
})
test('ArrowUp in the empty field changes the last message, in a written one it moves the cursor', () => {
  const { field, write, onEditLast } = compose()
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  expect(onEditLast).toHaveBeenCalledOnce()
  write('x')
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  expect(onEditLast).toHaveBeenCalledOnce()
})
test('an edit never costs the draft', () => {
  const { field, write, show, onCancel } = compose()
  write('half a thought')
  show({ type: 'edit', message: message('Jo Diaz', 'old words', 0) })
  expect(field.value).toBe('old words')
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(onCancel).toHaveBeenCalledOnce()
  show({ type: 'new' })
  expect(field.value).toBe('half a thought')
})
