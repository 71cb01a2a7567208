import assert from 'node:assert/strict'
import { it } from 'node:test'
import { FROM_MS } from '../../../src/domain/forecast/bins.ts'
import { costOf } from '../../../src/domain/verdict/cost.ts'
import { fc } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'

const HOUR_OF = (people: number) => Array.from({ length: 60 }, (_, minute) => (minute === 0 ? people : 0))

it('ten people at once on a node for ten, an hour long: what perfect timing pays is that hour and the boot', () => {
  const cost = costOf({ came: HOUR_OF(10), minutesBefore: 0, heldAt: () => 0, perNode: 10, aheadMs: 6 * MINUTE })
  assert.deepEqual(cost, { paid: 1, used: 1, oracle: 1.1 })
})

it('seats that stand empty are paid and not used, also before anybody comes', () => {
  const cost = costOf({ came: HOUR_OF(5), minutesBefore: 30, heldAt: () => 5, perNode: 10, aheadMs: 0 })
  assert.deepEqual(cost, { paid: 0.5 + 90 / 120, used: 0.5, oracle: 1 })
})

it('a person more than fits asks for another node, when that person comes', () => {
  const came = HOUR_OF(10).with(30, 1)
  assert.equal(costOf({ came, minutesBefore: 0, heldAt: () => 0, perNode: 10, aheadMs: 0 }).oracle, 1.5)
})

it('who holds no seat pays what is used, and never less than nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { maxLength: 75 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(20),
      (came, perNode, held) => {
        const { paid, used, oracle } = costOf({ came, minutesBefore: 5, heldAt: () => held, perNode, aheadMs: MINUTE })
        assert.ok(paid >= used && used >= 0)
        // What a node is asked for is as large as what its people use of it.
        assert.ok(oracle >= used - 1e-9)
      },
    ),
  )
})

it('people may come from half an hour before the start', () => assert.equal(-FROM_MS / MINUTE, 30))
