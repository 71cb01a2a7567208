import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Visit } from '../../../src/simulation/actors/users.ts'
import { oracle } from '../../../src/simulation/policies/oracle.ts'
import { fc } from '../../support/properties.ts'
import { HOUR, MINUTE } from '../../support/time.ts'

const seat = { namespace: 'hub', requests: {}, nodeSelector: {} }
const visit = (from: number, to: number): Visit => ({
  user: `u${from}`,
  seat,
  arrivesMs: from * MINUTE,
  leavesMs: to * MINUTE,
})
const cost = (visits: readonly Visit[], tail = 0) =>
  oracle({ visits, seats: 2, endMs: 24 * HOUR, bootMs: 10 * MINUTE, tailMs: tail * MINUTE })

describe('who knows every arrival', () => {
  it('pays for one boot, and while somebody is there', () => {
    const { nodeHours, wastedHours, boots, mostNodes } = cost([visit(60, 120)])
    assert.ok(Math.abs(nodeHours - 70 / 60) < 1e-9)
    assert.ok(Math.abs(wastedHours - 10 / 60) < 1e-9)
    assert.deepEqual([boots, mostNodes], [1, 1])
  })
  it("and for the autoscaler's wait, where there is one", () =>
    assert.ok(Math.abs(cost([visit(60, 120)], 11).nodeHours - 81 / 60) < 1e-9))
  it('packs people as the scheduler does', () =>
    assert.equal(cost([visit(60, 120), visit(61, 120), visit(62, 120)]).mostNodes, 2))
  it('keeps a node for who comes within a boot, and boots anew for who comes later', () => {
    assert.equal(cost([visit(60, 70), visit(79, 90)]).boots, 1)
    assert.equal(cost([visit(60, 70), visit(90, 99)]).boots, 2)
  })
  it('never pays less than people sit there, and boots for somebody', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 20, max: 600 }), fc.integer({ min: 1, max: 300 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (all) => {
          const visits = all.map(([from, stay]) => visit(from, from + stay))
          const sat = all.reduce((sum, [, stay]) => sum + stay, 0) / 60
          const { nodeHours, boots } = cost(visits)
          assert.ok(nodeHours >= sat / 2 - 1e-9)
          assert.ok(boots <= all.length && boots > 0)
        },
      ),
    ))
})
