import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leadTimeOf } from '../../../src/domain/demand/lead-time.ts'
import { type Guard, guardOf, patienceOf } from '../../../src/domain/target/guard.ts'
import { NO_PLACEHOLDERS, type Placeholders } from '../../../src/domain/target/placeholders.ts'
import { boots } from '../../support/boots.ts'
import { at, MINUTE } from '../../support/time.ts'

const PATIENCE = 15 * MINUTE
const guard = (
  placeholders: Partial<Placeholders>,
  { replicas = 2, cannotCreate = false, now = '09:00' } = {},
): Guard => guardOf({ ...NO_PLACEHOLDERS, ...placeholders }, replicas, cannotCreate, PATIENCE, at(now))

describe('its patience', () => {
  const table: [string, number | 'auto', readonly number[], number][] = [
    ['15 min while no boot is known', 'auto', [], 15],
    ['15 min while boots are few', 'auto', [20, 20], 15],
    ['15 min where twice the learned lead time is less', 'auto', [7, 7, 7, 7, 7], 15],
    ['twice the learned lead time', 'auto', [12, 12, 12, 12, 12], 24],
    ['what the config says, shorter or not', 5 * MINUTE, [12, 12, 12, 12, 12], 5],
  ]
  for (const [name, given, minutes, expected] of table)
    it(name, () => assert.equal(patienceOf(given, leadTimeOf(boots(...minutes))), expected * MINUTE))
})

describe('the guard', () => {
  const table: [string, Guard, Guard['at']][] = [
    ['all are bound', guard({ bound: 2 }), 'open'],
    ['more are bound than asked for', guard({ bound: 3 }), 'open'],
    ['none is asked for', guard({}, { replicas: 0 }), 'open'],
    ['one waits', guard({ bound: 1, unbound: 1 }), 'holding'],
    ['one waits that is no longer asked for', guard({ bound: 2, unbound: 1 }), 'holding'],
    ['one is not even created', guard({ bound: 1 }), 'holding'],
    ['none is created, since none can be', guard({}, { cannotCreate: true }), 'lapsed'],
    ['one cannot be created', guard({ bound: 1 }, { cannotCreate: true }), 'lapsed'],
    ['all are bound, though one could not be created once', guard({ bound: 2 }, { cannotCreate: true }), 'open'],
    ['one waits, not known to be unschedulable', guard({ bound: 1, unbound: 1, lastBoundMs: at('01:00') }), 'holding'],
    [
      'one is unschedulable for less than 15 min',
      guard({ bound: 1, unbound: 1, unschedulableSinceMs: at('08:45') + 1 }),
      'holding',
    ],
    ['one is unschedulable for 15 min', guard({ bound: 1, unbound: 1, unschedulableSinceMs: at('08:45') }), 'lapsed'],
    [
      'one is unschedulable for 15 min, but another was bound since',
      guard({ bound: 1, unbound: 1, unschedulableSinceMs: at('08:40'), lastBoundMs: at('08:50') }),
      'holding',
    ],
    [
      'one is unschedulable for 15 min, another was bound before',
      guard({ bound: 1, unbound: 1, unschedulableSinceMs: at('08:40'), lastBoundMs: at('08:00') }),
      'lapsed',
    ],
    [
      'one was bound, and 15 min later none came',
      guard({ bound: 1, unbound: 1, unschedulableSinceMs: at('08:30'), lastBoundMs: at('08:45') }),
      'lapsed',
    ],
  ]
  for (const [name, { at: state }, expected] of table) it(`${name}: ${expected}`, () => assert.equal(state, expected))

  it('tells when it lapses', () => {
    const holding = guard({ unbound: 2, unschedulableSinceMs: at('08:50') })
    assert.equal(holding.at === 'holding' && holding.lapsesAtMs, at('09:05'))
    const renewed = guard({ bound: 1, unbound: 1, unschedulableSinceMs: at('08:50'), lastBoundMs: at('08:55') })
    assert.equal(renewed.at === 'holding' && renewed.lapsesAtMs, at('09:10'))
    const unknown = guard({ unbound: 2 })
    assert.equal(unknown.at === 'holding' && unknown.lapsesAtMs, undefined)
  })
  it('says how many have no node', () => {
    const says = (one: Guard) => (one.at === 'open' ? '' : one.because)
    assert.match(says(guard({ bound: 1, unbound: 1 })), /1 placeholder has no node/)
    assert.match(says(guard({}, { replicas: 3 })), /3 placeholders have no node/)
  })
})
