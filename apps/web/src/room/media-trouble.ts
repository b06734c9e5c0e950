import { MediaFailure } from '@roomful/client'
import { codeOf } from '../server.ts'
import { currentText } from '../text/language.ts'
import { toasts } from '../toasts/toasts.ts'

/** Words for what a device or the call refused. Closing the browser's picker for screens is no trouble. */
export function showTrouble(error: unknown): void {
  const { media, faults } = currentText()
  if (!(error instanceof MediaFailure)) {
    const { what, next } = faults[codeOf(error)]
    toasts.show(`${what}. ${next}`, { tone: 'danger' })
    return
  }
  const { source, reason } = error
  if (source === 'screen' && reason === 'denied') return
  toasts.show(media.title[reason](media[source]), { tone: 'danger' })
}

/** For actions that may be refused: tells why. */
export const attempt = (action: Promise<unknown>): void => void action.catch(showTrouble)
