import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LECTURE, lectureCalendar, lectureValues } from '../../src/commands/demo-real-world.ts'
import { shortNode } from '../../src/commands/demo-words.ts'
import { loadConfig } from '../../src/config/load.ts'
import { expand } from '../../src/domain/calendar/expand.ts'
import { parseCalendar } from '../../src/domain/calendar/parse.ts'

// The show itself takes two minutes and a control plane: `npm run demo -- --real`.

test('the values are good ones, whatever the folder is called', () => {
  const loaded = loadConfig(lectureValues('/tmp/a "folder": #1/midterm.ics'))
  assert.ok(loaded.at === 'good')
  assert.equal(loaded.config.calendar.url, '/tmp/a "folder": #1/midterm.ics')
  assert.deepEqual(loaded.warnings, [])
})

test('the event is when the students come', () => {
  const beginMs = Date.UTC(2026, 10, 22, 14, 11, 18)
  const parsed = parseCalendar(lectureCalendar(beginMs))
  assert.ok(parsed.at === 'calendar')
  const [event, ...others] = expand(parsed.calendar, beginMs, beginMs + LECTURE.endMs).occurrences
  assert.deepEqual(others, [])
  assert.deepEqual([event?.startMs, event?.endMs], [beginMs + LECTURE.eventMs, beginMs + LECTURE.eventEndsMs])
  assert.deepEqual(event?.description.asks, new Map([['user', { integer: 4 }]]))
})

test("a machine's long name is cut to pool and number", () => {
  assert.equal(shortNode('kwok-user-5kcsn-bugbrook-1-xlfj2tsu5d-623061179'), 'user-1')
  assert.equal(shortNode('gke-hub-user-pool-4f2-x9'), 'gke-hub-user-pool-4f2-x9')
})
