import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import { button, chatField, chatLog, enter, said, say, showTab, tab } from '../support/room-steps.ts'

/** After the last key. */
const TYPING_ENDS_MS = 3_000
const MESSAGE_CHARS = 4_000

test('two people write to each other, and each message is there once', async ({ people, server }) => {
  const ann = await enter(people, server, { room: 'chat', name: 'Ann' })
  const bob = await enter(people, server, { room: 'chat', name: 'Bob' })
  await showTab(ann, 'Chat')
  await showTab(bob, 'Chat')
  await say(ann, 'Hello Bob')
  await said(bob, 'Hello Bob').waitFor()
  await say(bob, 'Hello Ann')
  await said(ann, 'Hello Ann').waitFor()
  for (const page of [ann, bob]) {
    expect(await said(page, 'Hello Bob').count()).toBe(1)
    expect(await said(page, 'Hello Ann').count()).toBe(1)
  }
  // A link is a link, and markup is text.
  await say(ann, '<b>see</b> https://example.org/a?b=c')
  const link = chatLog(bob).getByRole('link', { name: 'https://example.org/a?b=c' })
  await link.waitFor()
  expect(await link.getAttribute('rel')).toMatch(/noopener/)
  expect(await chatLog(bob).locator('b', { hasText: 'see' }).count()).toBe(0)
})

test('"is typing" shows while somebody writes, and ends with the message and with a pause', async ({
  people,
  server,
}) => {
  const ann = await enter(people, server, { room: 'typing', name: 'Ann' })
  const bob = await enter(people, server, { room: 'typing', name: 'Bob' })
  await showTab(ann, 'Chat')
  await showTab(bob, 'Chat')
  const line = ann.getByText('Bob is typing…')
  await chatField(bob).pressSequentially('Wait')
  await line.waitFor()
  await chatField(bob).press('Enter')
  await said(ann, 'Wait').waitFor()
  await line.waitFor({ state: 'detached', timeout: 500 })

  await chatField(bob).pressSequentially('and then')
  await line.waitFor()
  await line.waitFor({ state: 'detached', timeout: TYPING_ENDS_MS + 500 })
})

test('a badge counts what came while the chat was closed', async ({ people, server }) => {
  const ann = await enter(people, server, { room: 'unread', name: 'Ann' })
  const bob = await enter(people, server, { room: 'unread', name: 'Bob' })
  await showTab(ann, 'People')
  await showTab(bob, 'Chat')
  await say(bob, 'one')
  await say(bob, 'two')
  const badge = ann.getByRole('tab', { name: /2 unread messages/ })
  await badge.waitFor()
  await showTab(ann, 'Chat')
  await badge.waitFor({ state: 'detached' })
  await said(ann, 'two').waitFor()
  await eventually(() => tab(ann, 'Chat').innerText()).toBe('Chat')
})

test('a message is answered, reacted to, changed and deleted, and everybody sees it', async ({
  people,
  server,
}) => {
  const ann = await enter(people, server, { room: 'actions', name: 'Ann' })
  const bob = await enter(people, server, { room: 'actions', name: 'Bob' })
  await showTab(ann, 'Chat')
  await showTab(bob, 'Chat')
  await say(ann, 'Shall we meet at noon?')
  const row = (page: typeof ann, text: string) => chatLog(page).getByRole('article').filter({ hasText: text })
  await row(bob, 'at noon').hover()
  await row(bob, 'at noon').getByRole('button', { name: 'Reply' }).click()
  await chatField(bob).fill('Rather at one')
  await chatField(bob).press('Enter')
  await row(ann, 'Rather at one').getByText('Shall we meet at noon?').waitFor()

  await row(ann, 'Rather at one').hover()
  await row(ann, 'Rather at one').getByRole('button', { name: 'React' }).click()
  await ann.getByRole('button', { name: '👍' }).first().click()
  await row(bob, 'Rather at one')
    .getByRole('button', { name: /👍 Ann/ })
    .waitFor()

  await chatField(ann).press('ArrowUp')
  await chatField(ann).fill('Shall we meet at one?')
  await chatField(ann).press('Enter')
  await row(bob, 'Shall we meet at one?').first().getByText('edited').waitFor()

  const own = chatLog(ann).getByRole('article').first()
  await own.hover()
  await own.getByRole('button', { name: 'Delete' }).click()
  await own.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  // Where it stood and where it is quoted.
  await eventually(() => chatLog(bob).getByText('This message was deleted.').count()).toBe(2)
})

test('a message that is too long cannot be sent, and says by how much', async ({ people, server }) => {
  const ann = await enter(people, server, { room: 'too long', name: 'Ann' })
  await showTab(ann, 'Chat')
  await chatField(ann).fill('x'.repeat(MESSAGE_CHARS + 2))
  await ann.getByText('2 characters too many').waitFor()
  expect(await button(ann, 'Send message').isDisabled()).toBe(true)
})
