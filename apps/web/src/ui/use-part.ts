import { useEffect, useState } from 'react'
import { currentText } from '../text/language.ts'
import { toasts } from '../toasts/toasts.ts'

/** A part of the page that is fetched when it is first wanted. Without a connection it says so and can be wanted again:
 *  React.lazy would remember the failure, and throw.
 *  @param load null while it is not wanted; else the same function each time
 *  @param onFail takes the wish back */
export function usePart<T extends object>(load: (() => Promise<T>) | null, onFail: () => void): T | null {
  const [part, setPart] = useState<T | null>(null)
  useEffect(() => {
    if (!load || part) return
    let isWanted = true
    load().then(
      (loaded) => isWanted && setPart(loaded),
      () => {
        if (!isWanted) return
        toasts.show(currentText().faults.offline.what, { tone: 'danger' })
        onFail()
      },
    )
    return () => {
      isWanted = false
    }
  }, [load, part, onFail])
  return part
}

/** Fetches ahead; whether that works shows when the part is wanted. */
export const fetchAhead = (load: () => Promise<unknown>): void => void load().catch(() => {})
