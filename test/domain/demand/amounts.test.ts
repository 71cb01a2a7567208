import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Amounts } from '../../../src/domain/demand/amounts.ts'
import { fc, RUNS } from '../../support/properties.ts'

it('property: the largest and the sum of what is there, whatever comes and goes', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(12), fc.nat(9))), (turns) => {
      const amounts = new Amounts()
      const there: number[] = []
      for (const [amount, place] of turns) {
        const gone = place > 5 ? there.splice(place % Math.max(1, there.length), 1)[0] : undefined
        if (gone === undefined) there.push(amount)
        amounts.count(gone ?? amount, gone === undefined ? 1 : -1)
        assert.deepEqual(
          [amounts.size, amounts.largest, amounts.sum],
          [new Set(there).size, Math.max(...there), there.reduce((sum, one) => sum + one, 0)],
        )
      }
    }),
    RUNS,
  ))

it('nothing there', () => assert.deepEqual(new Amounts().largest, Number.NEGATIVE_INFINITY))
