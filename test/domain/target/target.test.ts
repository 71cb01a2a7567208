import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import type { Demand } from '../../../src/domain/demand/demand.ts'
import type { Guard } from '../../../src/domain/target/guard.ts'
import { type Target, type TargetInput, targetOf } from '../../../src/domain/target/target.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { mostOf } from '../../support/pool-input.ts'

const HOLDING: Guard = { at: 'holding', because: 'room does not lower it while 1 placeholder has no node' }
const OPEN: Guard = { at: 'open' }
const LAPSED: Guard = { at: 'lapsed', because: 'unschedulable' }

interface Case {
  readonly asks?: number
  readonly from?: Demand['from']
  readonly roomy?: number
  readonly guard?: Guard
  readonly inForce?: number
  readonly pool?: Partial<PoolValues>
  readonly atLeast?: number
}

function target({ asks = 4, from = 'config', roomy = 0, guard = OPEN, inForce = 0, pool = {}, atLeast }: Case): Target {
  const settings = poolIn(userPool(pool))
  const input: TargetInput = {
    pool: settings,
    most: mostOf(settings),
    demand: { integer: asks, from, events: from === 'calendar' ? ['Midterm'] : [] },
    roomy: Array.from({ length: roomy }, (_, index) => `n${index + 1}`),
    guard,
    inForce,
  }
  return targetOf(atLeast === undefined ? input : { ...input, atLeast: { count: atLeast, said: 'until 10:00' } })
}

const overriding = { calendarOverrideEnabled: true }

describe('the target of an integer demand', () => {
  const table: [string, Case, number, RegExp][] = [
    ['no room', {}, 4, /config asks 4 placeholders/],
    ['one roomy node', { roomy: 1 }, 3, /node n1 already has room/],
    ['three roomy nodes', { roomy: 3 }, 1, /3 nodes \(n1, n2, n3\) already have room/],
    ['more roomy nodes than asked', { roomy: 9 }, 0, /9 nodes \(n1, n2, n3, …\)/],
    ['nothing asked', { asks: 0 }, 0, /asks 0 placeholders/],
    ['nothing asked, and room', { asks: 0, roomy: 3 }, 0, /asks 0 placeholders/],
    ['an event', { from: 'calendar', roomy: 1 }, 3, /"Midterm" asks 4 placeholders; node n1/],

    ['guard: room does not lower below what is inForce', { roomy: 3, guard: HOLDING, inForce: 4 }, 4, /has no node/],
    ['guard: keeps what is inForce, not more', { roomy: 3, guard: HOLDING, inForce: 2 }, 2, /has no node/],
    ['guard: never raises above the demand', { roomy: 3, guard: HOLDING, inForce: 9 }, 4, /has no node/],
    [
      'guard: never raises above what room leaves, when less is inForce',
      { roomy: 1, guard: HOLDING, inForce: 1 },
      3,
      /already has room/,
    ],
    ['guard: nothing inForce', { roomy: 3, guard: HOLDING, inForce: 0 }, 1, /already have room/],
    ['guard: nothing asked', { asks: 0, roomy: 3, guard: HOLDING, inForce: 4 }, 0, /asks 0/],
    ['guard: without room it has nothing to do', { guard: HOLDING, inForce: 2 }, 4, /asks 4/],
    ['guard lapsed: room lowers', { roomy: 3, guard: LAPSED, inForce: 4 }, 1, /already have room/],
    ['guard open: room lowers', { roomy: 3, inForce: 4 }, 1, /already have room/],

    [
      "override: the calendar's number as it is",
      { from: 'calendar', roomy: 3, pool: overriding },
      4,
      /calendarOverrideEnabled/,
    ],
    [
      "override: the calendar's 0 too",
      { asks: 0, from: 'calendar', roomy: 3, pool: overriding },
      0,
      /calendarOverrideEnabled/,
    ],
    ["override: not the config's number", { roomy: 3, pool: overriding }, 1, /already have room/],

    ['never fewer than minPlaceholders', { roomy: 4, pool: { minPlaceholders: 2 } }, 2, /minPlaceholders 2/],
    ['never more than maxPlaceholders', { asks: 9, pool: { maxPlaceholders: 5 } }, 5, /maxPlaceholders 5/],
    ['room counts before the maximum', { asks: 9, roomy: 3, pool: { maxPlaceholders: 7 } }, 6, /already have room/],
    [
      'override keeps to the maximum',
      { asks: 9, from: 'calendar', pool: { ...overriding, maxPlaceholders: 5 } },
      5,
      /maxPlaceholders 5/,
    ],
    [
      'the guard keeps to the maximum',
      { asks: 9, roomy: 6, guard: HOLDING, inForce: 9, pool: { maxPlaceholders: 5 } },
      5,
      /maxPlaceholders 5/,
    ],
    ['a maximum of 0', { pool: { maxPlaceholders: 0 } }, 0, /maxPlaceholders 0/],

    ['at least more than the target', { roomy: 3, atLeast: 6 }, 6, /at least 6 until 10:00/],
    ['at least less than the target', { atLeast: 2 }, 4, /config asks 4/],
    ['at least while nothing is asked', { asks: 0, atLeast: 2 }, 2, /at least 2/],
    ['at least keeps to the maximum', { atLeast: 9, pool: { maxPlaceholders: 5 } }, 5, /maxPlaceholders 5/],
    ['room does not lower an at least', { asks: 4, roomy: 4, atLeast: 3 }, 3, /at least 3/],
  ]
  for (const [name, given, expected, because] of table)
    it(`${name}: ${expected}`, () => {
      const result = target(given)
      assert.equal(result.target, expected)
      assert.match(result.because, because)
    })

  it('says nothing of what had no part in it', () => {
    assert.doesNotMatch(target({ atLeast: 2 }).because, /at least/)
    assert.doesNotMatch(target({ roomy: 1, guard: HOLDING, inForce: 1 }).because, /no node/)
    assert.doesNotMatch(target({ pool: { minPlaceholders: 1, maxPlaceholders: 9 } }).because, /Placeholders \d/)
  })
  it('one placeholder is not many', () => assert.match(target({ asks: 1 }).because, /asks 1 placeholder(?!s)/))
  it('is said alike, whatever the order of the nodes', () => {
    const of = (...roomy: string[]) =>
      targetOf({
        pool: poolIn(userPool()),
        most: mostOf(poolIn(userPool())),
        demand: { integer: 9, from: 'config', events: [] },
        roomy,
        guard: OPEN,
        inForce: 0,
      }).because
    assert.equal(of('d', 'c', 'b', 'a'), of('a', 'b', 'c', 'd'))
  })
  it('is said in a sentence that fits an annotation, however many events ask, whatever their titles', () => {
    const events = Array.from({ length: 500 }, (_, index) => `${'Lecture '.repeat(200)}${index}`)
    const { because } = targetOf({
      pool: poolIn(userPool()),
      most: mostOf(poolIn(userPool())),
      demand: { integer: 9, from: 'calendar', events },
      roomy: [],
      guard: OPEN,
      inForce: 0,
    })
    assert.ok(because.length < 2000, `${because.length} characters`)
  })
})

describe('the target without any room', () => {
  const table: [string, Case, number][] = [
    ['is the demand', { roomy: 3 }, 4],
    ['within the limits', { roomy: 3, pool: { maxPlaceholders: 2 } }, 2],
    ['with what a person asks', { roomy: 3, atLeast: 6 }, 6],
    ['not below the minimum', { asks: 0, pool: { minPlaceholders: 1 } }, 1],
  ]
  for (const [name, given, expected] of table)
    it(`${name}: ${expected}`, () => assert.equal(target(given).withoutRoom, expected))
})
