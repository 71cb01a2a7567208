import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UtilizationValues } from '../../../src/config/utilization-schema.ts'
import { bandOf, isAsking, isRoomKept } from '../../../src/domain/utilization/band.ts'
import type { Placing } from '../../../src/domain/utilization/placing.ts'
import { type ConfigValues, config } from '../../support/config.ts'

const placing = (at: Placing['at']): Placing => ({ at, because: 'they do' })
const room = (replicas: number, utilization: UtilizationValues = {}) =>
  config({ nodePools: { user: { replicas } }, utilization })

describe('the band of a pool', () => {
  for (const [what, from, at, expected] of [
    ['of users who are spread', room(1), 'spreading', [0.65, 0.75, 0.85]],
    ['of users who are packed', room(1), 'packing', [0.3, 0.5, 1]],
    ['while nobody knows: that of users who are packed', room(1), 'unknown', [0.3, 0.5, 1]],
    ['where nothing else keeps the room', room(0), 'packing', [0.65, 0.75, 0.85]],
    ['where nodes are to be asked for', room(1, { askForNodes: 'always' }), 'packing', [0.65, 0.75, 0.85]],
    [
      'that somebody says',
      room(1, { minUtilization: 0.4, optimalUtilization: 0.5, maxUtilization: 0.6 }),
      'packing',
      [0.4, 0.5, 0.6],
    ],
    ['that somebody says in part: beside data-8’s', room(1, { minUtilization: 0.4 }), 'packing', [0.4, 0.75, 0.85]],
  ] as const)
    it(what, () => {
      const { because, ...band } = bandOf('user', from.utilization, { config: from }, placing(at))
      assert.deepEqual([band.minUtilization, band.optimalUtilization, band.maxUtilization], expected)
      assert.match(because, /band/)
    })

  it('says how it is known who places users', () => {
    const from = room(1)
    assert.equal(
      bandOf('user', from.utilization, { config: from }, placing('spreading')).because,
      'the band of users who are spread: they do',
    )
  })
})

it('nodes are asked for where nothing else keeps the room, or where that is said', () => {
  const asks = (from: ReturnType<typeof room>) => isAsking('user', from.utilization, { config: from })
  assert.deepEqual([room(1), room(0), room(1, { askForNodes: 'always' })].map(asks), [false, true, true])
})

const bare = { nodePools: { user: { replicas: 0 }, gpu: { replicas: 0 } } }

describe('room is kept in a pool', () => {
  for (const [what, values, expected] of [
    ['by nothing', {}, false],
    ['by a calendar', { calendarUrl: 'https://example.org/c.ics' }, true],
    ['by one of several calendars', { calendars: [{ name: 'b', url: 'https://example.org/b.ics' }] }, true],
    [
      'not by one that may ask for other pools only',
      { calendars: [{ name: 'b', url: 'https://example.org/b.ics', pools: ['gpu'] }] },
      false,
    ],
    ['by a standing number', { nodePools: { user: { replicas: 1 } } }, true],
    ['by a least number', { nodePools: { user: { replicas: 0, minPlaceholders: 1 } } }, true],
    ['by forecasts', { forecast: { reactions: 'on' } }, true],
  ] as const satisfies readonly (readonly [string, ConfigValues, boolean])[])
    it(what, () => assert.equal(isRoomKept('user', { config: config({ ...bare, ...values }) }), expected))

  it('never in what is no pool of the config', () => assert.equal(isRoomKept('', { config: config(bare) }), false))
})
