import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { HomePage } from './home/home-page.tsx'
import { Hints } from './ui/hints.tsx'
import { Waiting } from './ui/waiting.tsx'

const RoomPage = lazy(async () => ({ default: (await import('./room/room-page.tsx')).RoomPage }))
const AdminPage = lazy(async () => ({ default: (await import('./pages/admin-page.tsx')).AdminPage }))
const NotFoundPage = lazy(async () => ({
  default: (await import('./pages/not-found-page.tsx')).NotFoundPage,
}))

export function App() {
  return (
    <>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/r/:slug" component={RoomPage} />
          <Route path="/admin" component={AdminPage} />
          <Route component={NotFoundPage} />
        </Switch>
      </Suspense>
      <Hints />
    </>
  )
}
