import { memo } from 'react'
import { toFirstName, toHue, toInitials } from '../people/face.ts'
import { useLanguage } from '../text/language.ts'
import { Hand, MicOff, Pin, PinOff } from '../ui/room-icons.ts'
import { Spinner } from '../ui/spinner.tsx'
import type { Box } from './layout.ts'
import { QualityBars } from './quality-bars.tsx'
import type { TileView } from './tiles.ts'
import { Video } from './video.tsx'

/** Below this width only what matters most is written, px. */
const NARROW_PX = 150
const FACE_MIN_PX = 32
const FACE_MAX_PX = 120

interface TileProps {
  readonly tile: TileView
  readonly box: Box
  readonly isPinned: boolean
  readonly onPin: (id: string) => void
}

export const Tile = memo(function Tile({ tile, box, isPinned, onPin }: TileProps) {
  const { text } = useLanguage()
  const { id, kind, participant, name, isSelf, stream, hasPicture, isSpeaking, hand } = tile
  const isScreen = kind === 'screen'
  const isNarrow = box.width < NARROW_PX
  const label = isScreen
    ? isSelf
      ? text.room.yourScreen
      : text.room.screenOf(name)
    : isSelf
      ? text.you
      : name
  return (
    <li
      // A tap brings the pin where there is no pointer to hover with.
      tabIndex={-1}
      data-tile={kind}
      data-connection={tile.connection}
      data-hue={toHue(participant)}
      data-speaking={isSpeaking}
      className={`group/tile absolute top-0 left-0 grid outline-none place-items-center overflow-hidden rounded-[16px] ${isScreen ? 'bg-[#0b0e12]' : 'wall'}`}
      style={{ translate: `${box.x}px ${box.y}px`, width: box.width, height: box.height }}
    >
      {hasPicture && stream ? (
        <Video
          stream={stream}
          mirrored={isSelf && !isScreen}
          className={isScreen ? 'object-contain' : 'object-cover'}
        />
      ) : (
        <Face tile={tile} box={box} />
      )}
      <TileState tile={tile} />
      <span
        className={`plate absolute flex items-center font-[550] ${isNarrow ? 'bottom-1.5 left-1.5 h-6 max-w-[calc(100%-12px)] gap-1 rounded-s px-1.5 text-xs' : 'bottom-2.5 left-2.5 h-7 max-w-[calc(100%-20px)] gap-[7px] rounded-[9px] px-2.5 text-sm'}`}
      >
        <Signs tile={tile} narrow={isNarrow} />
        <span className="truncate">{isNarrow && !isScreen ? toFirstName(label) : label}</span>
        {isSpeaking && <span className="sr-only">{text.room.speaking}</span>}
      </span>
      {hand !== null && (
        <span
          role="img"
          aria-label={text.room.handPlace(hand)}
          className="plate appears absolute top-2.5 right-2.5 flex items-center gap-1.5 rounded-[9px] px-2 py-[3px] text-xs font-semibold text-[#ffd98a]!"
        >
          <Hand size={14} strokeWidth={2} aria-hidden />
          {hand}
        </span>
      )}
      <button
        type="button"
        aria-pressed={isPinned}
        aria-label={isPinned ? text.room.unpin(label) : text.room.pin(label)}
        data-hint={isPinned ? text.room.unpin(label) : text.room.pin(label)}
        onClick={() => onPin(id)}
        className="plate absolute top-2.5 left-2.5 grid size-8 place-items-center rounded-[9px] opacity-0 transition-opacity duration-(--motion) group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 aria-pressed:opacity-100"
      >
        {isPinned ? <PinOff size={16} aria-hidden /> : <Pin size={16} aria-hidden />}
      </button>
    </li>
  )
})

/** Muted, or how good the line is. */
function Signs({ tile, narrow }: { tile: TileView; narrow: boolean }) {
  const { text } = useLanguage()
  if (tile.kind === 'screen') return null
  return (
    <>
      {tile.isMuted && (
        <span role="img" aria-label={text.room.muted} className="flex-none text-[#ff8d88]">
          <MicOff size={15} strokeWidth={2} aria-hidden />
        </span>
      )}
      {tile.quality !== null && !(narrow && (tile.isMuted || tile.quality === 3)) && (
        <QualityBars quality={tile.quality} />
      )}
    </>
  )
}

/** The initials; a halo grows with the voice. */
function Face({ tile, box }: { tile: TileView; box: Box }) {
  const size = Math.min(FACE_MAX_PX, Math.max(FACE_MIN_PX, Math.min(box.width, box.height) * 0.34))
  return (
    <span
      aria-hidden
      className="face grid place-items-center rounded-full font-semibold transition-[box-shadow] duration-100"
      style={{
        width: size,
        height: size,
        fontSize: size * 0.354,
        boxShadow: `0 0 0 ${Math.round(tile.level * size * 0.16)}px color-mix(in srgb, var(--face) 22%, transparent)`,
      }}
    >
      {toInitials(tile.name)}
    </span>
  )
}

function TileState({ tile: { state } }: { tile: TileView }) {
  const { text } = useLanguage()
  if (state === 'connected') return null
  const label = {
    connecting: text.room.connecting,
    reconnecting: text.room.reconnectingPeer,
    failed: text.room.failedPeer,
  }[state]
  return (
    <span className="absolute inset-0 grid place-items-center bg-[#0b0e1266]">
      <span className="plate mt-[38%] flex items-center gap-2 rounded-pill px-3 py-1 text-xs font-semibold">
        {state !== 'failed' && <Spinner size={13} />}
        {label}
      </span>
    </span>
  )
}
