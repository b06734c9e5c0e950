/** A place on the stage, px from its top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface Size {
  readonly width: number
  readonly height: number
}

export const GAP_PX = 10
/** A tile is never wider than a camera's picture, nor narrower than these: faces would be cut off. */
const WIDEST = 16 / 9
const NARROWEST_LANDSCAPE = 1
const NARROWEST_PORTRAIT = 9 / 16
/** On upright stages with an odd count the first tile takes a whole row, so much higher than the others. */
const LEAD_RATIO = 1.6
const LEAD_COUNTS = [3, 5, 7]
/** Film strip beside or under the stage: how deep it is. */
const STRIP_HEIGHT_PX = 112
const STRIP_WIDTH_PX = 190
/** Its tiles become narrower before any is left out. */
const NARROWEST_STRIP = 0.85

const isUpright = ({ width, height }: Size) => height > width

/** The largest picture of an allowed shape inside a cell. */
function fit(cell: Size, narrowest: number): Size {
  const shape = Math.min(WIDEST, Math.max(narrowest, cell.width / cell.height))
  const width = Math.min(cell.width, cell.height * shape)
  return { width, height: Math.min(cell.height, width / shape) }
}

interface Rows {
  readonly columns: number
  readonly rows: number
  readonly tile: Size
}

/** Number of columns that gives the largest tiles. */
function bestRows(stage: Size, count: number): Rows {
  const narrowest = isUpright(stage) ? NARROWEST_PORTRAIT : NARROWEST_LANDSCAPE
  let best: Rows = { columns: 1, rows: count, tile: { width: 0, height: 0 } }
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns)
    const cell = {
      width: (stage.width - GAP_PX * (columns - 1)) / columns,
      height: (stage.height - GAP_PX * (rows - 1)) / rows,
    }
    if (cell.width <= 0 || cell.height <= 0) continue
    const tile = fit(cell, narrowest)
    if (tile.width * tile.height > best.tile.width * best.tile.height) best = { columns, rows, tile }
  }
  return best
}

/** Tiles of one size, as large as they can be; each row and the whole are centred. */
function evenGrid(stage: Size, count: number): Box[] {
  const { columns, rows, tile } = bestRows(stage, count)
  const top = (stage.height - rows * tile.height - (rows - 1) * GAP_PX) / 2
  return Array.from({ length: count }, (_, at) => {
    const row = Math.floor(at / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = (stage.width - inRow * tile.width - (inRow - 1) * GAP_PX) / 2
    return {
      x: left + (at - row * columns) * (tile.width + GAP_PX),
      y: top + row * (tile.height + GAP_PX),
      ...tile,
    }
  })
}

/** One wide tile above rows of two, as phones are held. */
function leadGrid(stage: Size, count: number): Box[] {
  const rows = (count - 1) / 2
  const free = stage.height - rows * GAP_PX
  const height = free / (rows + LEAD_RATIO)
  const leadHeight = height * LEAD_RATIO
  const width = (stage.width - GAP_PX) / 2
  const lead = { x: 0, y: 0, width: stage.width, height: leadHeight }
  const rest = Array.from({ length: count - 1 }, (_, at) => ({
    x: (at % 2) * (width + GAP_PX),
    y: leadHeight + GAP_PX + Math.floor(at / 2) * (height + GAP_PX),
    width,
    height,
  }))
  return [lead, ...rest]
}

/** Places for `count` tiles of equal worth, in reading order, without scrolling. */
export function gridLayout(stage: Size, count: number): Box[] {
  if (count <= 0 || stage.width <= 0 || stage.height <= 0) return []
  return isUpright(stage) && LEAD_COUNTS.includes(count) ? leadGrid(stage, count) : evenGrid(stage, count)
}

export interface StageLayout {
  readonly main: Box
  readonly strip: readonly Box[]
  /** Tiles that find no place in the strip. */
  readonly hidden: number
}

/** The strip's tiles along one side; when not all fit, the last place is for the count of the others. */
function stripOf(
  stage: Size,
  count: number,
  beside: boolean,
): { boxes: Box[]; hidden: number; depth: number } {
  const along = beside ? stage.height : stage.width
  const depth = Math.min(
    beside ? STRIP_WIDTH_PX : STRIP_HEIGHT_PX,
    (beside ? stage.width : stage.height) * 0.28,
  )
  const ideal = beside ? depth / WIDEST : depth * WIDEST
  const least = beside ? ideal : depth * NARROWEST_STRIP
  const places = Math.max(1, Math.floor((along + GAP_PX) / (least + GAP_PX)))
  const shown = count <= places ? count : places - 1
  const used = Math.min(count, places)
  const length = Math.min(ideal, (along - (used - 1) * GAP_PX) / used)
  const start = (along - used * length - (used - 1) * GAP_PX) / 2
  const boxes = Array.from({ length: used }, (_, at) => {
    const offset = start + at * (length + GAP_PX)
    return beside
      ? { x: stage.width - depth, y: offset, width: depth, height: length }
      : { x: offset, y: stage.height - depth, width: length, height: depth }
  })
  return { boxes, hidden: count - shown, depth }
}

/** One tile takes the stage, the others line up beside or under it, whichever leaves the picture larger. */
export function stageLayout(stage: Size, others: number): StageLayout {
  if (others <= 0) return { main: { x: 0, y: 0, ...stage }, strip: [], hidden: 0 }
  const layouts = [true, false].map((beside) => {
    const { boxes, hidden, depth } = stripOf(stage, others, beside)
    const main = beside
      ? { x: 0, y: 0, width: stage.width - depth - GAP_PX, height: stage.height }
      : { x: 0, y: 0, width: stage.width, height: stage.height - depth - GAP_PX }
    const picture = Math.min(main.width, main.height * WIDEST)
    return { layout: { main, strip: boxes, hidden }, picture }
  })
  const [besideIt, underIt] = layouts
  if (!besideIt || !underIt) throw new Error('two layouts were made')
  return besideIt.picture > underIt.picture ? besideIt.layout : underIt.layout
}
