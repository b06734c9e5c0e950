import { type ReactNode, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { type Box, gridLayout, stageLayout } from './layout.ts'
import { Tile } from './tile.tsx'
import { type TileView, toShown } from './tiles.ts'
import { useSize } from './use-size.ts'
import { type StageChoice, toMain, toMode } from './view.ts'

/** Tiles of the grid at most; the others are counted. */
const GRID_PLACES = 16

interface StageProps {
  readonly tiles: readonly TileView[]
  readonly choice: StageChoice
  readonly onPin: (id: string) => void
  /** Over the tiles: notices. */
  readonly children?: ReactNode
}

interface Placed {
  readonly places: ReadonlyMap<string, Box>
  /** Where the count of hidden people goes, if any are. */
  readonly rest: { readonly box: Box; readonly count: number } | null
}

function placeGrid(tiles: readonly TileView[], size: { width: number; height: number }): Placed {
  const places = tiles.length > GRID_PLACES ? GRID_PLACES - 1 : GRID_PLACES
  const { shown, hidden } = toShown(tiles, places)
  const boxes = gridLayout(size, hidden > 0 ? shown.length + 1 : shown.length)
  const last = boxes.at(-1)
  return { places: zip(shown, boxes), rest: hidden > 0 && last ? { box: last, count: hidden } : null }
}

function placeStage(
  tiles: readonly TileView[],
  main: TileView,
  size: { width: number; height: number },
): Placed {
  const others = tiles.filter((tile) => tile !== main)
  const { main: box, strip, hidden } = stageLayout(size, others.length)
  const { shown } = toShown(others, others.length - hidden)
  const last = strip.at(-1)
  return {
    places: new Map([[main.id, box], ...zip(shown, strip)]),
    rest: hidden > 0 && last ? { box: last, count: hidden } : null,
  }
}

const zip = (tiles: readonly TileView[], boxes: readonly Box[]): ReadonlyMap<string, Box> =>
  new Map(tiles.flatMap(({ id }, at) => (boxes[at] ? [[id, boxes[at]]] : [])))

/** Who spoke last stays on the stage through pauses. */
function useLastSpeaker(tiles: readonly TileView[]): string | null {
  const [last, setLast] = useState<string | null>(null)
  const speaker = tiles.find(({ isSpeaking, isSelf }) => isSpeaking && !isSelf)?.id ?? null
  if (speaker && speaker !== last) setLast(speaker)
  return speaker ?? last
}

export function Stage({ tiles: all, choice, onPin, children }: StageProps) {
  const { text } = useLanguage()
  const [ref, size] = useSize<HTMLUListElement>()
  const tiles =
    choice.hidesSelf && all.length > 1 ? all.filter(({ isSelf, kind }) => !isSelf || kind === 'screen') : all
  const main = toMain(tiles, choice, useLastSpeaker(tiles))
  const { places, rest } =
    toMode(choice, tiles) === 'stage' && main ? placeStage(tiles, main, size) : placeGrid(tiles, size)
  return (
    <section aria-label={text.room.stage} className="relative min-h-0 min-w-0 grow">
      <ul ref={ref} className="absolute inset-0">
        {tiles.map((tile) => {
          const box = places.get(tile.id)
          return (
            box && (
              <Tile key={tile.id} tile={tile} box={box} isPinned={choice.pinned === tile.id} onPin={onPin} />
            )
          )
        })}
        {rest && <Rest {...rest} />}
      </ul>
      {children}
    </section>
  )
}

function Rest({ box, count }: { box: Box; count: number }) {
  const { text } = useLanguage()
  return (
    <li
      className="absolute top-0 left-0 grid place-items-center rounded-[16px] border border-line bg-surface text-lg font-[640] text-ink-2"
      style={{ translate: `${box.x}px ${box.y}px`, width: box.width, height: box.height }}
    >
      {text.room.more_people(count)}
    </li>
  )
}
