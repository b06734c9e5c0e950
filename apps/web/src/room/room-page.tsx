import { createDevices } from '@roomful/client'
import { lazy, Suspense, useEffect, useState } from 'react'
import { FailurePage } from '../failure/failure-page.tsx'
import { PrejoinPage } from '../prejoin/prejoin-page.tsx'
import { guestName } from '../settings/profile.ts'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { fetchAhead } from '../ui/use-part.ts'
import { Waiting } from '../ui/waiting.tsx'
import { LeftPage } from './left-page.tsx'
import { readSlug } from './slug.ts'
import { createVisit, type Visit } from './visit.ts'

const loadSession = () => import('./room-session.tsx')
const RoomSession = lazy(async () => ({ default: (await loadSession()).RoomSession }))

const devices = createDevices()

/** `/r/<slug>` */
export function RoomPage() {
  const address = readSlug(location.pathname)
  return 'fault' in address ? (
    <FailurePage code={address.fault} />
  ) : (
    <Door key={address.slug} slug={address.slug} />
  )
}

function Door({ slug }: { slug: string }) {
  const [visit] = useState(() => createVisit(slug, devices, loadSession))
  useEffect(() => {
    // The room itself is fetched while people look at themselves.
    fetchAhead(loadSession)
    void visit.resume()
    return visit.close
  }, [visit])
  return <VisitPage slug={slug} visit={visit} />
}

function VisitPage({ slug, visit }: { slug: string; visit: Visit }) {
  const { text } = useLanguage()
  const state = useReadable(visit)
  const [name, setName] = useState(guestName.get)
  if (state.phase === 'left') return <LeftPage onRejoin={() => void visit.again()} />
  if (state.phase === 'failed') return <FailurePage code={state.code} onRetry={() => void visit.again()} />
  if (state.phase === 'in')
    return (
      <Suspense fallback={<Waiting label={text.room.joining} />}>
        <RoomSession client={state.client} room={state.room} devices={devices} onLeave={visit.leave} />
      </Suspense>
    )
  return (
    <PrejoinPage
      slug={slug}
      preview={visit.preview}
      devices={devices}
      name={name}
      onName={setName}
      isJoining={state.isJoining}
      onJoin={(wish) => void visit.enter(wish)}
    />
  )
}
