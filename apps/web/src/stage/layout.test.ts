import { describe, expect, test } from 'vitest'
import { type Box, GAP_PX, gridLayout, stageLayout } from './layout.ts'

const DESKTOP = { width: 1256, height: 572 }
const WITH_PANEL = { width: 904, height: 572 }
const PHONE = { width: 340, height: 600 }
const STAGES = [DESKTOP, WITH_PANEL, PHONE, { width: 300, height: 180 }, { width: 800, height: 800 }]

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01

function expectTidy(boxes: readonly Box[], stage: { width: number; height: number }) {
  for (const [at, box] of boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(-0.01)
    expect(box.y).toBeGreaterThanOrEqual(-0.01)
    expect(box.x + box.width).toBeLessThanOrEqual(stage.width + 0.01)
    expect(box.y + box.height).toBeLessThanOrEqual(stage.height + 0.01)
    for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false)
  }
}

describe('grid', () => {
  test('1 to 16 tiles stay on the stage and apart from each other, on every stage', () => {
    for (const stage of STAGES)
      for (let count = 1; count <= 16; count += 1) {
        const boxes = gridLayout(stage, count)
        expect(boxes).toHaveLength(count)
        expectTidy(boxes, stage)
      }
  })
  test('four people with the panel open: two by two, filling the stage', () => {
    const [first, second, third] = gridLayout(WITH_PANEL, 4)
    expect(first?.width).toBeCloseTo((904 - GAP_PX) / 2)
    expect(second?.x).toBeCloseTo((first?.width ?? 0) + GAP_PX)
    expect(third?.y).toBeCloseTo((572 + GAP_PX) / 2)
  })
  test('sixteen tiles at 1280×720 are still wide enough for a face', () => {
    for (const { width, height } of gridLayout(WITH_PANEL, 16)) {
      expect(width).toBeGreaterThan(200)
      expect(height).toBeGreaterThan(120)
    }
  })
  test('a last row that is not full stands in the middle', () => {
    const boxes = gridLayout(WITH_PANEL, 3)
    const last = boxes[2]
    expect((last?.x ?? 0) + (last?.width ?? 0) / 2).toBeCloseTo(904 / 2)
  })
  test('no tile is wider than a camera’s picture', () => {
    for (let count = 1; count <= 16; count += 1)
      for (const { width, height } of gridLayout(DESKTOP, count))
        expect(width / height).toBeLessThan(16 / 9 + 0.01)
  })
  test('on a phone five people are one above four', () => {
    const [lead, ...rest] = gridLayout(PHONE, 5)
    expect(lead?.width).toBe(340)
    expect(rest.map(({ width }) => width)).toEqual([165, 165, 165, 165])
    expect(lead?.height).toBeGreaterThan(rest[0]?.height ?? Number.POSITIVE_INFINITY)
  })
  test('nothing to place, or nowhere to place it', () => {
    expect(gridLayout(DESKTOP, 0)).toEqual([])
    expect(gridLayout({ width: 0, height: 0 }, 4)).toEqual([])
  })
})

describe('stage', () => {
  test('the strip never overlaps the stage nor leaves it', () => {
    for (const stage of STAGES)
      for (let others = 0; others <= 20; others += 1) {
        const { main, strip, hidden } = stageLayout(stage, others)
        expectTidy([main, ...strip], stage)
        expect(strip.length).toBe(hidden > 0 ? others - hidden + 1 : others)
      }
  })
  test('beside on wide stages, under it on narrow ones', () => {
    expect(stageLayout(DESKTOP, 3).main.height).toBe(572)
    expect(stageLayout(WITH_PANEL, 3).main.width).toBe(904)
    expect(stageLayout(PHONE, 3).main.width).toBe(340)
  })
  test('alone, one takes it all', () => {
    expect(stageLayout(DESKTOP, 0).main).toEqual({ x: 0, y: 0, ...DESKTOP })
  })
})
