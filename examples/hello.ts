import { createClient, createGuest } from '@roomful/client'

const url = process.env.ROOMFUL_URL ?? 'http://localhost:3000'
const { token } = await createGuest(url, 'Ann')
await using client = createClient({ url, token })

const room = client.room('garden')
room.on('message.created', ({ name, text }) => console.log(`${name}: ${text}`))
room.on('participant.joined', ({ name }) => console.log(`${name} came in`))
room.onDiscontinuity(({ reason }) => console.log(`reloaded (${reason})`))

await room.join()
const { seq } = await room.messages.send('Hello, garden!') // resolves when it is durable
console.log(`number ${seq} of the room, ${room.participants.get().length} here`)
