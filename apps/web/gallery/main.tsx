import '../src/styles/index.css'
import { type CallState, createDevices, type RemotePeer } from '@roomful/client'
import { createRoot } from 'react-dom/client'
import { RoomSession } from '../src/room/room-session.tsx'
import { startLanguage } from '../src/text/language.ts'
import { toasts } from '../src/toasts/toasts.ts'
import { Hints } from '../src/ui/hints.tsx'
import { failedMessage, longChat, sampleChat } from './chat.ts'
import { createFakeRoom, peerOf } from './fake-client.ts'
import { samplePeople } from './people.ts'
import { picture } from './picture.ts'

// One room without a server, as the address asks for it: ?people=4&chat=sample&share&video&lost …
const query = new URLSearchParams(location.search)
const others = Number(query.get('people') ?? '4') - 1
const people = samplePeople(others)
const active = people.filter((person) => person.active && !person.isSelf)

const peers = active.map((person, at): RemotePeer => {
  const base = peerOf(person, at, at === 0 ? { level: 0.6 } : {})
  const isSharing = query.has('share') && at === 1
  if (query.has('video') && at % 2 === 0)
    return {
      ...base,
      stream: picture(person.name, at),
      leg: { ...base.leg, media: { ...base.leg.media, video: true } },
    }
  if (query.has('states') && at < 3)
    return { ...base, state: (['connecting', 'reconnecting', 'failed'] as const)[at] ?? 'failed', quality: 0 }
  return isSharing
    ? {
        ...base,
        screen: picture('Q3 roadmap', 9),
        leg: { ...base.leg, media: { ...base.leg.media, screen: true } },
      }
    : base
})
const call: CallState = {
  status: query.has('full') ? 'failed' : 'joined',
  fault: query.has('full') ? { code: 'call_full' } : null,
  mediaFault: null,
  media: { audio: !query.has('muted'), video: false, screen: false },
  peers,
  activeSpeaker: peers[0]?.leg.connection ?? null,
  sharing: peers.filter(({ screen }) => screen).map(({ leg }) => leg.connection),
  localStream: null,
  localScreen: null,
  localLevel: 0,
}

const chats = {
  sample: () => sampleChat(),
  failed: () => [...sampleChat(), failedMessage()],
  empty: () => [],
  long: () => longChat(9_950, 50),
  huge: () => longChat(0, 10_000),
}
const chat = (query.get('chat') ?? 'sample') as keyof typeof chats
const fake = createFakeRoom({
  participants: people,
  messages: chats[chat](),
  call,
  hasOlder: chat === 'long',
  older: (before) => longChat(Math.max(0, (before?.seq ?? 0) - 50), Math.min(50, before?.seq ?? 0)),
})
if (query.has('typing')) fake.typing.set(active.slice(0, Number(query.get('typing'))).map(({ id }) => id))
if (query.has('lost'))
  fake.connection.set({ status: 'reconnecting', fault: null, retryAt: Date.now() + 8_000, rttMs: null })
Object.assign(globalThis, { fake, longChat })

await startLanguage()
const root = document.getElementById('root')
if (!root) throw new Error('gallery.html has no #root')
createRoot(root).render(
  <>
    <RoomSession client={fake.client} room={fake.room} devices={createDevices()} onLeave={() => {}} />
    <Hints />
  </>,
)
if (query.has('toast'))
  toasts.show('Kim joined, and 2 others', { face: { id: 'guest:kim', name: 'Kim Osei' } })
