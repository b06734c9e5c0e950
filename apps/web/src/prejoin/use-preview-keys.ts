import { useEffect } from 'react'
import { watchShortcuts } from '../shortcuts/shortcuts.ts'
import type { InputState, MediaPreview } from './media-preview.ts'

export const isOn = ({ on, fault }: InputState): boolean => on && fault === null

/** M and V as in the room. */
export function usePreviewKeys(preview: MediaPreview): void {
  useEffect(
    () =>
      watchShortcuts(window, {
        onAction(action) {
          if (action === 'microphone' || action === 'camera')
            void preview.set(action, !isOn(preview.get()[action]))
        },
        onTalk() {},
      }),
    [preview],
  )
}
