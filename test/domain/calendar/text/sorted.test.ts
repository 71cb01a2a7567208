import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sortedInSteps } from '../../../../src/domain/calendar/text/sorted.ts'
import { runThrough } from '../../../../src/domain/calendar/text/steps.ts'
import { fc } from '../../../support/properties.ts'

const byFirst = ([a]: readonly [number, number], [b]: readonly [number, number]) => a - b

it('property: sorted as the engine sorts, equal ones in their order', () => {
  fc.assert(
    fc.property(fc.nat(9000), fc.nat(50), (length, below) => {
      const items = Array.from({ length }, (_, n) => [(n * 7919) % (below + 1), n] as const)
      assert.deepEqual(runThrough(sortedInSteps(items, byFirst)), items.toSorted(byFirst))
    }),
  )
})

it('of 100,000 no step looks at more than some thousands', () => {
  let [compared, most] = [0, 0]
  const items = Array.from({ length: 100_000 }, (_, n) => (n * 7919) % 99_991)
  const steps = sortedInSteps(items, (a, b) => {
    compared++
    return a - b
  })
  while (!steps.next().done) {
    most = Math.max(most, compared)
    compared = 0
  }
  assert(most < 30_000, `${most}`)
})
