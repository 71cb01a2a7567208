import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Need } from '../../../src/domain/fit/need.ts'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import { sayShortfall, sayWithout, shortfallProblem } from '../../../src/domain/fit/say-shortfall.ts'
import type { Shortfall } from '../../../src/domain/fit/shortfalls.ts'
import { at } from '../../support/time.ts'

const PEOPLE: Need = { seats: 350, placeholders: 13, nodes: 13 }
const NODES: Need = { seats: 0, placeholders: 13, nodes: 13 }
const limit = (of: Limit['of'], most: number): Limit => ({ by: 'karpenter', of, most, because: 'somebody' })

function lacking(need: Need, limited: Limit, short: number, more: Partial<Shortfall> = {}): Shortfall {
  const ahead = { fromMs: at('08:50'), startMs: at('09:00'), toMs: at('10:00'), demands: [], events: ['Data 8'] }
  const missing = need.seats > 0 ? ('people' as const) : ('room' as const)
  return { ahead, need, limit: limited, missing, short, again: false, ...more }
}

describe('what goes without', () => {
  const table: readonly (readonly [string, Shortfall, string])[] = [
    ['people, of nodes', lacking(PEOPLE, limit('nodes', 10), 70), '70 of 350 will not find a seat'],
    ['people, of seats', lacking(PEOPLE, limit('seats', 300), 50), '50 of 350 will not find a seat'],
    ['people, of placeholders', lacking(PEOPLE, limit('placeholders', 12), 14), '14 of 350 will wait for a node'],
    ['a node', lacking(NODES, limit('nodes', 12), 1), '1 node will be missing'],
    [
      'the room beside a class that has its seats',
      lacking(PEOPLE, limit('nodes', 13), 1, { missing: 'room' }),
      '1 node will be missing',
    ],
    ['placeholders', lacking(NODES, limit('placeholders', 10), 3), '3 placeholders will be missing'],
  ]
  for (const [name, shortfall, expected] of table) it(`is ${name}`, () => assert.equal(sayWithout(shortfall), expected))
})

describe('a class that does not fit, in a sentence', () => {
  const ten = lacking(PEOPLE, limit('nodes', 10), 70)
  it('has its time in the zone of the hub, and whether it comes again', () => {
    assert.match(sayShortfall(ten, 'America/Los_Angeles'), /^"Data 8", Tue 24 Mar 02:00, needs 13 nodes; /)
    assert.match(sayShortfall({ ...ten, again: true }, 'utc'), /^"Data 8", Tue 24 Mar 09:00 and later, needs /)
  })
  it('counts in what is limited', () => {
    assert.match(
      sayShortfall(lacking(PEOPLE, limit('seats', 1), 349), 'utc'),
      /needs 350 seats; the pool can have 1 seat \(somebody\)/,
    )
    assert.match(sayShortfall(lacking(PEOPLE, limit('placeholders', 9), 98), 'utc'), /needs 13 placeholders; /)
  })
  it('stands at its pool', () => assert.equal(shortfallProblem('lab', ten, 'utc').where, 'nodePools.lab'))
})
