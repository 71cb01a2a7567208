import assert from 'node:assert/strict'
import { it } from 'node:test'
import { seeded } from '../../../src/simulation/cluster/random.ts'
import { about, draw, exactly, type Spread } from '../../../src/simulation/cluster/spread.ts'

const sorted = (spread: Spread) => {
  const random = seeded(1)
  return Array.from({ length: 4000 }, () => draw(spread, random)).sort((a, b) => a - b)
}
const isNear = (value: number | undefined, expected: number) =>
  assert.ok(Math.abs((value ?? 0) / expected - 1) < 0.08, `${value} is not near ${expected}`)

it('exactly is exactly, and draws no number', () =>
  assert.equal(
    draw(exactly(90_000), () => assert.fail()),
    90_000,
  ))

it('between is even, and stays between', () => {
  const times = sorted(about(1000, 0.1))
  assert.ok((times[0] ?? 0) >= 900 && (times.at(-1) ?? 0) <= 1100)
  isNear(times[1000], 950)
})

it('half of the tailed times are below the median, nine of ten below p90', () => {
  const times = sorted({ at: 'tailed', medianMs: 240_000, p90Ms: 400_000 })
  isNear(times[2000], 240_000)
  isNear(times[3600], 400_000)
})

it('memoryless times have their mean', () => {
  const times = sorted({ at: 'memoryless', meanMs: 60_000 })
  isNear(times.reduce((sum, one) => sum + one, 0) / times.length, 60_000)
  assert.ok((times[0] ?? -1) >= 0)
})
