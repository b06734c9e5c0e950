import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Overlay } from './overlay.ts'

const OPS = fc.array(
  fc.oneof(
    fc.record({ op: fc.constantFrom('set', 'delete'), key: fc.nat(5), value: fc.nat(9) }),
    fc.record({ op: fc.constantFrom('fork', 'commit', 'drop'), key: fc.constant(0), value: fc.constant(0) }),
  ),
  { maxLength: 60 },
)
const content = (map: { entries(): Iterable<[number, number]> }) =>
  [...map.entries()].sort(([a], [b]) => a - b)

test('[RM4] forks behave as copies: kept ones replace, dropped ones leave no trace', () => {
  fc.assert(
    fc.property(OPS, (ops) => {
      const overlays = [new Overlay<number, number>()]
      const models = [new Map<number, number>()]
      for (const { op, key, value } of ops) {
        const overlay = overlays.at(-1)
        const model = models.at(-1)
        if (!overlay || !model) throw new Error('no base')
        if (op === 'set') {
          overlay.set(key, value)
          model.set(key, value)
        } else if (op === 'delete') {
          overlay.delete(key)
          model.delete(key)
        } else if (op === 'fork') {
          overlays.push(overlay.fork())
          models.push(new Map(model))
        } else if (overlays.length > 1) {
          overlays.pop()
          models.pop()
          if (op === 'commit') {
            overlay.commit()
            models[models.length - 1] = model
          }
        }
        overlays.forEach((each, index) => {
          expect(content(each)).toEqual(content(models[index] ?? new Map()))
          const walked = new Map<number, number>()
          each.forEach((item, itsKey) => {
            walked.set(itsKey, item)
          })
          expect(content(walked)).toEqual(content(each))
          expect(each.size).toBe(models[index]?.size)
          expect([...each.values()].sort()).toEqual([...(models[index]?.values() ?? [])].sort())
        })
      }
    }),
  )
})
