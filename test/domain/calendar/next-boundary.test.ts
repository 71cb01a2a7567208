import assert from 'node:assert/strict'
import { it } from 'node:test'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'
import { activeAt, bridgesAt, nextBoundary, type Timeline, timelineOf } from '../../../src/domain/demand/timeline.ts'
import { config } from '../../support/config.ts'
import { fc } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'
import { ics, vevent } from './support.ts'

const FROM = Date.UTC(2026, 2, 7)
const DAY = 24 * 60
const two = (n: number) => String(n).padStart(2, '0')

/** Series and single events around the night when New York's clocks go forward, each with a demand. */
const event = fc
  .record({
    minute: fc.integer({ min: 0, max: 2 * DAY - 1 }),
    length: fc.integer({ min: 0, max: 300 }),
    zone: fc.constantFrom('', ';TZID=America/New_York', ';TZID=Europe/Berlin'),
    rule: fc.constantFrom(
      '',
      'RRULE:FREQ=DAILY',
      'RRULE:FREQ=HOURLY;INTERVAL=5;COUNT=4',
      'RRULE:FREQ=DAILY;BYHOUR=2,9',
    ),
    pool: fc.constantFrom('user', 'gpu', 'other'),
    amount: fc.nat(4),
    lead: fc.constantFrom('', 'leadTime: 20m\\n', 'trailTime: 7m\\n'),
  })
  .map(({ minute, length, zone, rule, pool, amount, lead }) => {
    const [day, hour] = [6 + Math.floor(minute / DAY), Math.floor((minute % DAY) / 60)]
    const start = `DTSTART${zone}:202603${two(day)}T${two(hour)}${two(minute % 60)}00`
    return `${start}\nDURATION:PT${length}M\nDESCRIPTION:${lead}${pool}: ${amount}${rule && `\n${rule}`}`
  })

const line = fc
  .tuple(fc.array(event, { maxLength: 5 }), fc.constantFrom('0m', '20m'))
  .map(([events, bridge]): Timeline => {
    const parsed = parseCalendar(ics(...events.map((lines, uid) => vevent(`UID:${uid}\n${lines}`))))
    assert(parsed.at === 'calendar')
    const { occurrences } = expand(parsed.calendar, FROM - 2 * DAY * MINUTE, FROM + 3 * DAY * MINUTE)
    return timelineOf(occurrences, config({ nodePools: { user: {}, gpu: { leadTime: '15m' } }, bridge }))
  })

it('property: the next boundary is the first minute at which the answer is another, by asking at each', () => {
  const answerAt = (timeline: Timeline, ms: number) =>
    JSON.stringify(['user', 'gpu'].map((pool) => [activeAt(timeline, pool, ms), bridgesAt(timeline, pool, ms)]))
  fc.assert(
    fc.property(line, fc.nat(DAY), fc.nat(59_999), (timeline, minute, ms) => {
      const now = FROM + minute * MINUTE + ms
      const before = answerAt(timeline, now)
      let sampled: number | undefined
      for (let at = FROM + (minute + 1) * MINUTE; sampled === undefined && at < FROM + 2 * DAY * MINUTE; at += MINUTE)
        if (answerAt(timeline, at) !== before) sampled = at
      const next = nextBoundary(timeline, now)
      if (sampled !== undefined || (next !== undefined && next < FROM + 2 * DAY * MINUTE)) assert.equal(next, sampled)
    }),
    { numRuns: 150 },
  )
})
