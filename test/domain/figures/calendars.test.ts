import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import { calendarFigures } from '../../../src/domain/figures/calendars.ts'
import { calendarPart } from '../../support/metrics/metrics.ts'
import { at } from '../../support/time.ts'

const failing = { at: 'failing', sinceMs: at('08:50'), because: 'HTTP 500' } as const
const TABLE: readonly [
  name: string,
  health: CalendarHealth,
  figure: { isUp: boolean; lastSuccessMs?: number } | undefined,
][] = [
  ['the schedule is in the values', { at: 'none' }, undefined],
  ['it is being read', { at: 'loading' }, undefined],
  ['it was never read', failing, { isUp: false }],
  ['it could be read once', { ...failing, lastGoodMs: at('08:49') }, { isUp: false, lastSuccessMs: at('08:49') }],
  [
    'it brought news long ago, and answers still',
    { at: 'good', readMs: at('07:00') },
    { isUp: true, lastSuccessMs: at('08:59') },
  ],
  ['it was mended just now', { at: 'good', readMs: at('09:00') }, { isUp: true, lastSuccessMs: at('09:00') }],
]

for (const [name, health, figure] of TABLE)
  it(name, () =>
    assert.deepEqual(
      calendarFigures([calendarPart(health, 'calendar eecs')], new Map([['calendar eecs', at('08:59')]])),
      figure ? [{ calendar: 'calendar eecs', ...figure }] : [],
    ),
  )
