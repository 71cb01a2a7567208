import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { demandAt } from '../../../src/domain/demand/demand.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { at } from '../../support/time.ts'

const from = userPool({ replicas: 3 })
const demand = (time: string, ...events: OccurrenceSpec[]) =>
  demandAt(poolIn(from), timeline(from, ...events), at(time))
const [midterm, lab, quiet] = [
  { title: 'Midterm', asks: { user: 5 } },
  { title: 'Lab', from: '09:30', to: '11:00', asks: { user: 2 } },
  { title: 'Holiday', asks: { user: 0 } },
]

describe('the demand of a pool (replicas: 3)', () => {
  const table: [string, string, OccurrenceSpec[], ReturnType<typeof demand>][] = [
    ['no event', '09:00', [], { integer: 3, from: 'config', events: [] }],
    ['before an event', '08:59:59', [midterm], { integer: 3, from: 'config', events: [] }],
    ['an event replaces replicas, upwards', '09:00', [midterm], { integer: 5, from: 'calendar', events: ['Midterm'] }],
    ['an event replaces replicas, downwards', '10:30', [lab], { integer: 2, from: 'calendar', events: ['Lab'] }],
    ['an event of 0 is honoured', '09:00', [quiet], { integer: 0, from: 'calendar', events: ['Holiday'] }],
    ['after an event', '10:00', [midterm], { integer: 3, from: 'config', events: [] }],
    ['of two events the larger', '09:40', [midterm, lab], { integer: 5, from: 'calendar', events: ['Midterm'] }],
    [
      'of two events the larger, in any order',
      '09:40',
      [lab, midterm, quiet],
      { integer: 5, from: 'calendar', events: ['Midterm'] },
    ],
    ['what is left of two events', '10:30', [midterm, lab], { integer: 2, from: 'calendar', events: ['Lab'] }],
    [
      'two that ask as much are both named',
      '09:40',
      [midterm, { ...lab, asks: { user: 5 } }],
      { integer: 5, from: 'calendar', events: ['Midterm', 'Lab'] },
    ],
    [
      'two of the same title are named once',
      '09:00',
      [midterm, { ...midterm, uid: 'other' }],
      { integer: 5, from: 'calendar', events: ['Midterm'] },
    ],
    ["another pool's event", '09:00', [{ asks: { gpu: 9 } }], { integer: 3, from: 'config', events: [] }],
    [
      'an event without a title',
      '09:00',
      [{ title: '', asks: { user: 1 } }],
      { integer: 1, from: 'calendar', events: ['without a title'] },
    ],
  ]
  for (const [name, time, events, expected] of table)
    it(name, () => assert.deepEqual(demand(time, ...events), expected))
})
