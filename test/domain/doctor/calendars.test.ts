import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CalendarPart, NO_READING } from '../../../src/domain/calendar/merge-calendars.ts'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import { type CalendarsInput, calendarsExamined } from '../../../src/domain/doctor/calendars.ts'
import { problem } from '../../../src/domain/problem.ts'
import { occurrence, timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { at, HOUR } from '../../support/time.ts'
import { only, told } from './support.ts'

const nowMs = at('09:00')
const part = (health: CalendarHealth, more: Partial<CalendarPart['state']['reading']> = {}): CalendarPart => ({
  name: 'calendar',
  state: { health, reading: { ...NO_READING, ...more } },
})
const good: CalendarHealth = { at: 'good', readMs: nowMs }
const examine = (more: Partial<CalendarsInput> = {}) =>
  calendarsExamined({
    parts: [part(good, { occurrences: [occurrence()] })],
    unchecked: [],
    timeline: timeline(config()),
    missingSinceMs: undefined,
    namespace: 'hub',
    nowMs,
    ...more,
  })

describe('calendars', () => {
  it('are read', () => assert.deepEqual(examine().well, ['calendar: 1 event around now']))
  it('there is none', () =>
    assert.deepEqual(examine({ parts: [] }).well, ['no calendar is configured: only the config asks']))
  it('one cannot be read', () =>
    assert.match(
      only(examine({ parts: [part({ at: 'failing', sinceMs: 0, because: 'it answered 404' })] })),
      /^broken calendar: it cannot be read: it answered 404; no event of it counts → warmseats calendar ADDRESS/,
    ))
  it('one cannot be read from here: that is neither good nor bad', () => {
    const unchecked = [{ what: 'whether calendar can be read', because: 'forbidden' }]
    const made = examine({ parts: [], unchecked })
    assert.deepEqual([made.findings, made.unchecked, made.well], [[], unchecked, []])
  })
  it('the controller cannot read what we can', () =>
    assert.match(
      only(examine({ missingSinceMs: nowMs - 2 * HOUR })),
      /^broken calendars: from here they can be read, and the controller has had no good copy for 2 h: /,
    ))
  it('where we cannot either, that is said once', () =>
    assert.equal(
      told(examine({ missingSinceMs: nowMs - HOUR, parts: [part({ at: 'failing', sinceMs: 0, because: 'x' })] }))
        .length,
      1,
    ))
  it('events that are not understood, each once', () => {
    const wrong = problem('event "Data 8" (uid a)', 'no pool `usr`')
    const said = only(
      examine({ parts: [part(good, { problems: [wrong] })], timeline: { ...timeline(config()), problems: [wrong] } }),
    )
    assert.match(said, /^warning event "Data 8" \(uid a\): no pool `usr` → edit the event, then: warmseats calendar/)
  })
})
