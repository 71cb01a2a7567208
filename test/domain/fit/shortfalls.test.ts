import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Limit } from '../../../src/domain/fit/pool-limits.ts'
import type { PoolScale } from '../../../src/domain/fit/pool-scale.ts'
import { shortfallProblem } from '../../../src/domain/fit/say-shortfall.ts'
import { foresee, mostWithoutSeat, shortfallOf } from '../../../src/domain/fit/shortfalls.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { fc } from '../../support/properties.ts'
import { at, DAY } from '../../support/time.ts'
import { SCALE } from './support.ts'

const config = userPool()
const nodes = (most: number): Limit => ({
  by: 'karpenter',
  of: 'nodes',
  most,
  because: 'limits.cpu of the Karpenter NodePool "default"',
})
const placeholders = (most: number): Limit => ({
  by: 'values',
  of: 'placeholders',
  most,
  because: 'nodePools.user.maxPlaceholders',
})
const seats = (most: number): Limit => ({
  by: 'quota',
  of: 'seats',
  most,
  because: 'pods of the ResourceQuota "compute" in hub',
})
const DATA_8: OccurrenceSpec = { title: 'Data 8', asks: { user: { students: 350 } } }

interface Case {
  readonly events?: readonly OccurrenceSpec[]
  readonly limits?: readonly Limit[]
  readonly scale?: PoolScale
  readonly nowMs?: number
}
const seen = ({ events = [DATA_8], limits = [nodes(10)], scale = SCALE, nowMs = at('07:00') }: Case = {}) =>
  foresee({ timeline: timeline(config, ...events), config, pool: 'user', fit: { scale, limits }, nowMs })
const said = (given?: Case) =>
  seen(given).shortfalls.map((one) => {
    const { where, text } = shortfallProblem('user', one, 'utc')
    assert.equal(where, 'nodePools.user')
    return text
  })

const START = '"Data 8", Tue 24 Mar 09:00,'

describe('a class that the pool is too small for', () => {
  it('is said with what is needed, what there can be, and who goes without', () =>
    assert.deepEqual(said(), [
      `${START} needs 13 nodes; the pool can have 10 nodes (limits.cpu of the Karpenter NodePool "default"): 70 of 350 will not find a seat`,
    ]))
  it('is none where it fits', () => assert.deepEqual(said({ limits: [nodes(13), placeholders(13), seats(350)] }), []))
  it('waits where placeholders alone are limited: nodes come for people themselves', () =>
    assert.deepEqual(said({ limits: [placeholders(12)] }), [
      `${START} needs 13 placeholders; the pool can have 12 placeholders (nodePools.user.maxPlaceholders): 14 of 350 will wait for a node`,
    ]))
  it('is said by the limit that leaves the most without', () =>
    assert.match(
      said({ limits: [placeholders(12), seats(100), nodes(10)] })[0] ?? '',
      /needs 350 seats; .*: 250 of 350/,
    ))
  it('may be asked for in nodes', () =>
    assert.deepEqual(said({ events: [{ title: 'Data 8', asks: { user: { nodes: 12 } } }] }), [
      `${START} needs 12 nodes; the pool can have 10 nodes (limits.cpu of the Karpenter NodePool "default"): 2 nodes will be missing`,
    ]))
  describe('beside spare room', () => {
    const spare = { title: 'Open lab', asks: { user: 3 } }
    it('is short of room only where its people find all their seats in it', () =>
      assert.deepEqual(said({ events: [DATA_8, spare], limits: [nodes(14)] }), [
        `"Open lab" and "Data 8", Tue 24 Mar 09:00, needs 16 nodes; the pool can have 14 nodes (limits.cpu of the Karpenter NodePool "default"): 2 nodes will be missing`,
      ]))
    it('is short of seats as it would be alone, and that is said before what others lack', () =>
      assert.match(
        said({ events: [DATA_8, spare], limits: [placeholders(1), seats(340), nodes(2)] })[0] ?? '',
        /: 322 of 350 will wait for a node$/,
      ))
  })
  it('is not guessed, while nobody knows what a seat is', () => {
    const { seat: _, ...scale } = SCALE
    assert.deepEqual(said({ scale, limits: [placeholders(3), nodes(3), seats(3)] }), [])
  })
  it('is two that overlap, though each fits alone', () =>
    assert.match(
      said({
        events: [
          { ...DATA_8, asks: { user: { students: 200 } } },
          { title: 'Lab', asks: { user: { students: 150 } } },
        ],
      })[0] ?? '',
      /^"Data 8" and "Lab", .* 70 of 350/,
    ))
})

describe('the most nodes that were ever seen', () => {
  const SEEN: Limit = { by: 'seen', of: 'nodes', most: 8, because: 'the most seen so far', isSeen: true }
  it('are a remark where more are needed', () => {
    const { shortfalls, unseen } = seen({ limits: [placeholders(13), SEEN] })
    assert.deepEqual(shortfalls, [])
    assert.deepEqual(
      unseen.map((one) => shortfallProblem('user', one, 'utc').text),
      [`${START} needs 13 nodes; the most seen so far is 8 nodes: whether more can come, nobody says`],
    )
  })
  it('are none where they were enough, or where less is certain', () => {
    assert.deepEqual(seen({ limits: [{ ...SEEN, most: 13 }] }).unseen, [])
    const { shortfalls, unseen } = seen({ limits: [placeholders(12), SEEN] })
    assert.deepEqual([shortfalls.length, unseen], [1, []])
  })
  it('are no reason to be without a seat', () => assert.equal(mostWithoutSeat(seen({ limits: [SEEN] }).shortfalls), 0))
  it('are told of beside many classes that certainly do not fit, and the other way round', () => {
    const many = Array.from({ length: 24 }, (_, hour): OccurrenceSpec => {
      const from = `2026-03-25T${String(hour).padStart(2, '0')}:00Z`
      return { title: `A${hour}`, from, to: from.replace(':00Z', ':30Z'), asks: { user: { nodes: 12 } } }
    })
    const last: OccurrenceSpec = { title: 'Z', from: '2026-03-26T09:00Z', to: '2026-03-26T10:00Z', asks: { user: 70 } }
    const { shortfalls, unseen } = seen({ events: [...many, last], limits: [placeholders(60), SEEN] })
    assert.deepEqual([shortfalls.map(({ ahead }) => ahead.events), unseen.length], [[['Z']], 20])
  })
  it('are none of a single class’s shortfall', () => {
    const [unsure] = seen({ limits: [SEEN] }).unseen
    assert.equal(unsure && shortfallOf(unsure.ahead, { scale: SCALE, limits: [SEEN] }), undefined)
  })
})

it('the most without a seat are of classes that are announced in people', () => {
  const events = [DATA_8, { title: 'Lab', asks: { user: { nodes: 90 } }, from: '11:00', to: '12:00' }]
  assert.equal(mostWithoutSeat(seen({ events }).shortfalls), 70)
  assert.equal(mostWithoutSeat([]), 0)
})

describe('the days ahead', () => {
  const on = (day: number) => ({ ...DATA_8, from: at('09:00') + day * DAY, to: at('10:00') + day * DAY })
  it('are seven', () => {
    assert.equal(said({ events: [on(6)] }).length, 1)
    const far = seen({ events: [on(8)] })
    assert.deepEqual([far.shortfalls.length, far.revisitAt > at('07:00')], [0, true])
    assert.equal(said({ events: [on(8)], nowMs: far.revisitAt }).length, 1)
    assert.equal(said({ events: [on(8)], nowMs: far.revisitAt - 1 }).length, 0)
  })
  it('say a class that comes again once', () =>
    assert.deepEqual(
      said({ events: [on(0), on(1), on(2)] }).map((text) => text.split(' needs')[0]),
      ['"Data 8", Tue 24 Mar 09:00 and later,'],
    ))
  it('forget what is over', () => {
    const { revisitAt } = seen()
    assert.equal(revisitAt, at('10:00'))
    assert.deepEqual(said({ nowMs: revisitAt }), [])
  })
})

it('more room never leaves more people without', () =>
  fc.assert(
    fc.property(
      fc.nat(2000),
      fc.nat(60),
      fc.nat(10),
      fc.constantFrom(nodes, placeholders, seats),
      (asked, most, more, limit) => {
        const ahead = {
          fromMs: 0,
          toMs: 1,
          startMs: 0,
          events: ['A'],
          demands: [{ unit: 'students' as const, amount: asked, events: ['A'] }],
        }
        const short = (of: number) => shortfallOf(ahead, { scale: SCALE, limits: [limit(of)] })?.short ?? 0
        assert.ok(short(most + more) <= short(most))
        assert.ok(short(most) <= asked)
      },
    ),
  ))
