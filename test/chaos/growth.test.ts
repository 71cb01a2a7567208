import assert from 'node:assert/strict'
import { it } from 'node:test'
import { growthOf } from './growth.ts'
import type { Result } from './result.ts'

const result = (pid: number, rssMiB: number, descriptors = 30): Result => ({
  ...{ group: 'network', fault: 'a fault', limitMs: 5000, complaints: [], writes: new Map(), lines: 0 },
  sizes: [{ pid, rssMiB, descriptors }],
})
const life = (pid: number, ...sizes: readonly number[]) => sizes.map((rssMiB) => result(pid, rssMiB))

it('the longest life counts, its first third and its last', () => {
  const { said, isFlat } = growthOf([
    ...life(1, 900, 100),
    ...life(2, 200, 210, 200, 500, 220, 220, 230, 240, 230),
    ...life(3, 900),
  ])
  assert.match(said, /9 faults: 200 MiB and 30 descriptors .* 230 MiB and 30 descriptors/)
  assert.ok(isFlat)
})

it('memory that grows, and descriptors', () => {
  assert.ok(!growthOf(life(1, 200, 200, 200, 230, 230, 230, 270, 270, 270)).isFlat)
  const leaking = Array.from({ length: 9 }, (_, index) => result(1, 200, 30 + 2 * index))
  assert.ok(!growthOf(leaking).isFlat)
})

it('a short life says nothing', () => {
  assert.ok(growthOf(life(1, 100, 900)).isFlat)
})
