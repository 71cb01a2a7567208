import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import { calendarPart, samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const GOOD: CalendarHealth = { at: 'good', readMs: at('08:00') }
const failing = (lastGoodMs?: number): CalendarHealth => ({
  at: 'failing',
  sinceMs: at('08:50'),
  because: 'HTTP 500',
  ...(lastGoodMs === undefined ? {} : { lastGoodMs }),
})

async function seen(health: CalendarHealth) {
  const told = someMetrics({
    calendars: () => [calendarPart(health)],
    calendarsHeardMs: new Map([['calendar', at('08:59')]]),
  })
  const up = await samplesOf(told, 'calendar_up')
  const last = await samplesOf(told, 'calendar_last_success_timestamp_seconds')
  return [up['calendar_up{calendar="calendar"}'], last['calendar_last_success_timestamp_seconds{calendar="calendar"}']]
}

it('a calendar that was never read has no time at which it was', async () => {
  assert.deepEqual(await seen({ at: 'none' }), [undefined, undefined])
  assert.deepEqual(await seen({ at: 'loading' }), [undefined, undefined])
  assert.deepEqual(await seen(failing()), [0, undefined])
  assert.deepEqual(await seen(failing(at('08:45'))), [0, at('08:45') / 1000])
  assert.deepEqual(await seen(GOOD), [1, at('08:59') / 1000])
})

it('each fails once for as long as it fails, by name', async () => {
  let now: readonly (readonly [name: string, health: CalendarHealth])[] = []
  const told = someMetrics({ calendars: () => now.map(([name, health]) => calendarPart(health, name)) })
  const counts: unknown[] = []
  for (now of [
    [
      ['a', GOOD],
      ['b', GOOD],
    ],
    [
      ['a', failing()],
      ['b', GOOD],
    ],
    [
      ['a', failing(at('08:45'))],
      ['b', failing()],
    ],
    [
      ['a', GOOD],
      ['b', failing()],
    ],
    [['a', failing()]],
  ] as const) {
    told.step(stepAt('09:00'))
    const { 'calendar_failures_total{calendar="a"}': a, 'calendar_failures_total{calendar="b"}': b } = await samplesOf(
      told,
      'calendar_failures_total',
    )
    counts.push([a, b])
  }
  assert.deepEqual(counts, [
    [0, 0],
    [1, 0],
    [1, 1],
    [1, 1],
    [2, 1],
  ])
})
