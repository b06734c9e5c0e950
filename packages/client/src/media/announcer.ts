import type { MediaState } from '@roomful/protocol'
import { asRoomfulError } from '../errors.ts'
import type { CallDeps } from '../media-deps.ts'

/** Wait after a refusal that named none, milliseconds. */
const RETRY_MS = 1_000

export interface Announcer {
  /** The server knows this state: it came with `call.join`. */
  known(media: MediaState): void
  /** Our state may have changed. */
  update(): void
  /** There is no leg to announce for. */
  stop(): void
}

/** Tells the others what we send: always the newest state, one command under way at a time. */
export function createAnnouncer(deps: Pick<CallDeps, 'send' | 'clock'>, media: () => MediaState): Announcer {
  /** Null while we have no leg. */
  let told: MediaState | null = null
  let busy = false
  let cancel: () => void = () => {}

  const update = () => {
    const now = media()
    if (busy || !told) return
    if (now.audio === told.audio && now.video === told.video && now.screen === told.screen) return
    void tell(now)
  }
  const tell = async (now: MediaState) => {
    busy = true
    try {
      await deps.send('media.set', now)
      if (told) told = now
    } catch (error) {
      const { retry, retryAfterMs } = asRoomfulError(error)
      // Without a line or a leg the next `call.join` carries the state.
      if (retry === 'later' && told) {
        cancel = deps.clock.after(retryAfterMs ?? RETRY_MS, () => {
          busy = false
          update()
        })
        return
      }
    }
    busy = false
    update()
  }
  return {
    known(state) {
      cancel()
      busy = false
      told = state
      update()
    },
    update,
    stop() {
      cancel()
      told = null
    },
  }
}
