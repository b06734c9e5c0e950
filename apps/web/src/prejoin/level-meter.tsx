import { browserMedia, createLevelMeter } from '@roomful/client'
import { useEffect, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Mic } from '../ui/room-icons.ts'

const BARS = 12
const PLACES = Array.from({ length: BARS }, (_, place) => place)

/** Reads the meter once a frame. @returns how to stop */
function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const meter = createLevelMeter(browserMedia, track)
  let frame = 0
  const look = () => {
    onLevel(meter.read())
    frame = requestAnimationFrame(look)
  }
  look()
  return () => {
    cancelAnimationFrame(frame)
    meter.close()
  }
}

/** Twelve bars that follow the voice. */
export function LevelMeter({ track }: { track: MediaStreamTrack | null }) {
  const { text } = useLanguage()
  const [lit, setLit] = useState(0)
  useEffect(() => {
    if (!track) return setLit(0)
    return watchLevel(track, (level) => setLit(Math.round(level * BARS)))
  }, [track])
  return (
    <div className="flex items-center gap-2 text-ink-2">
      <meter
        aria-label={text.prejoin.level}
        min={0}
        max={BARS}
        value={lit}
        aria-valuenow={lit}
        className="sr-only"
      />
      <Mic size={20} strokeWidth={1.8} aria-hidden />
      <span aria-hidden className="flex gap-[3px]">
        {PLACES.map((place) => (
          <span key={place} className="meter-bar" data-lit={place < lit} />
        ))}
      </span>
    </div>
  )
}
