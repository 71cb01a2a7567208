import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sweep, titlesBeside } from '../../../src/domain/demand/beside.ts'
import { fc, RUNS } from '../../support/properties.ts'

const asking = (summary: string, fromMs: number, toMs: number, amount = 1) => ({ summary, fromMs, toMs, amount })

it('property: those are active that began and have not ended, in their order', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 9 }))),
      fc.array(fc.nat(35)),
      (spans, instants) => {
        const all = spans.map(([from, length]) => asking('', from, from + length)).sort((a, b) => a.fromMs - b.fromMs)
        const active = sweep(all)
        for (const at of instants.sort((a, b) => a - b))
          assert.deepEqual(
            [...active(at)],
            all.filter(({ fromMs, toMs }) => fromMs <= at && at < toMs),
          )
      },
    ),
    RUNS,
  ))

it('titles of both sides, each once, that ask enough; of many so many that it shows', () => {
  const [left, right] = [asking('A', 0, 1, 3), asking('B', 2, 3, 5)]
  assert.deepEqual(titlesBeside(3, new Set([left, asking('small', 0, 1, 2)]), new Set([left, right])), ['A', 'B'])
  const many = new Set(Array.from({ length: 9 }, (_, n) => asking(`${n}`, 0, 1)))
  assert.deepEqual(titlesBeside(0, many), ['0', '1', '2', '3'])
})
