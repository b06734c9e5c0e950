import { expect, test } from 'vitest'
import { fuzz } from '../fuzz/fuzz.ts'

const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

test(`[FZ1] 100,000 hostile payloads (FUZZ_SEED=${SEED}): no exit, each refusal with its code, canaries live`, async () => {
  const report = await fuzz(100_000, SEED)
  expect(report.complaints).toEqual([])
  expect(report.canaries).toBe(100)
})
