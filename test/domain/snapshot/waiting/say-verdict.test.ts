import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sayClassNow, sayComing, sayPoolWait, sayWaits } from '../../../../src/domain/snapshot/waiting/say-verdict.ts'
import type { PoolWait } from '../../../../src/domain/snapshot/waiting/waits.ts'
import { at, iso } from '../../../support/time.ts'

const CLOCK = { nowMs: at('09:02'), zone: 'utc' }
const COMING = { nodes: 3, seats: 84, at: iso(at('09:06')), isLate: false }
const wait = (more: Partial<PoolWait> = {}): PoolWait => ({
  pool: 'user',
  people: 281,
  long: 200,
  since: iso(at('08:59:50')),
  longestSeconds: 130,
  isServed: false,
  ...more,
})

describe('who waits, in a sentence', () => {
  const table: readonly (readonly [string, readonly PoolWait[], string])[] = [
    [
      'no node comes',
      [wait()],
      '281 people wait for a node, the longest for 2 min (since 08:59), and no node is on its way for them',
    ],
    [
      'nodes boot',
      [wait({ coming: COMING, isServed: true })],
      '281 people wait for a node, the longest for 2 min (since 08:59); 3 nodes boot, with 84 seats, about 09:06',
    ],
    [
      'one person, just now',
      [wait({ people: 1, long: 0, longestSeconds: 5, since: iso(at('09:01:55')), isServed: true })],
      '1 person waits for a node, for 5 s (since 09:01)',
    ],
    [
      'several pools',
      [wait(), wait({ pool: 'gpu', people: 4, isServed: true })],
      '285 people wait for a node, the longest for 2 min (since 08:59), in 2 pools; not enough nodes are on their way in user',
    ],
  ]
  for (const [what, waits, said] of table) it(what, () => assert.equal(sayWaits(waits, CLOCK), said))
  it('a pool by itself', () => assert.match(sayPoolWait(wait(), CLOCK), /^user: 281 people wait/))
})

it('when seats come, and when they should have', () => {
  assert.equal(sayComing({ ...COMING, isLate: true }, CLOCK), '3 nodes boot, with 84 seats, due since about 09:06')
  assert.equal(sayComing({ nodes: 1, at: COMING.at, isLate: false }, CLOCK), '1 node boots, about 09:06')
})

it('announced against come', () => {
  const one = { pool: 'user', title: 'Data 8', startsAt: iso(at('09:00')), announced: 100, came: 231 }
  assert.equal(sayClassNow(one), '"Data 8": 100 announced, 231 came')
  assert.equal(sayClassNow({ ...one, announced: 0 }), '"Data 8": no number announced, 231 came')
})
