import type { ReactNode } from 'react'

interface RoomFrameProps {
  readonly top: ReactNode
  readonly banner: ReactNode
  readonly stage: ReactNode
  readonly panel: ReactNode
  readonly controls: ReactNode
}

/** Exactly as high as the window: nothing but the panel's lists ever scrolls. */
export function RoomFrame({ top, banner, stage, panel, controls }: RoomFrameProps) {
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      {top}
      {banner}
      <main className="flex min-h-0 grow gap-3 px-3 pb-3 max-md:px-2.5">
        {stage}
        {panel}
      </main>
      {controls}
    </div>
  )
}
