import type { TileView } from './tiles.ts'

export type LayoutMode = 'grid' | 'stage'

/** What this person chose to look at. */
export interface StageChoice {
  readonly mode: LayoutMode
  /** Tile that was pinned. */
  readonly pinned: string | null
  /** Share that was sent back to the grid by hand. */
  readonly declined: string | null
  readonly hidesSelf: boolean
}
export const INITIAL_CHOICE: StageChoice = { mode: 'grid', pinned: null, declined: null, hidesSelf: false }

const newestScreen = (tiles: readonly TileView[]) => tiles.find(({ kind }) => kind === 'screen')

/** The mode in effect: a pin or a new share takes the stage and gives it back when it ends. */
export function toMode(choice: StageChoice, tiles: readonly TileView[]): LayoutMode {
  if (tiles.some(({ id }) => id === choice.pinned)) return 'stage'
  const screen = newestScreen(tiles)
  if (screen) return screen.id === choice.declined ? 'grid' : 'stage'
  return choice.mode
}

/** The layout button: turns whatever is in effect into the other. */
export function switchMode(choice: StageChoice, tiles: readonly TileView[]): StageChoice {
  const screen = newestScreen(tiles)
  if (toMode(choice, tiles) === 'stage')
    return { ...choice, mode: 'grid', pinned: null, declined: screen?.id ?? null }
  return { ...choice, mode: 'stage', declined: null }
}

export const switchPin = (choice: StageChoice, id: string): StageChoice => ({
  ...choice,
  pinned: choice.pinned === id ? null : id,
})

/** Who takes the stage: what is pinned, a screen, who speaks or spoke last, somebody else, ourselves. */
export function toMain(
  tiles: readonly TileView[],
  { pinned }: StageChoice,
  lastSpeaker: string | null,
): TileView | undefined {
  return (
    tiles.find(({ id }) => id === pinned) ??
    newestScreen(tiles) ??
    tiles.find(({ id, isSelf }) => id === lastSpeaker && !isSelf) ??
    tiles.find(({ isSelf }) => !isSelf) ??
    tiles[0]
  )
}
