import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import Fastify from 'fastify'
import { type RunFeedDeps, runFeed } from '../../../src/commands/run/feed.ts'
import type { CalendarPart } from '../../../src/domain/calendar/merge-calendars.ts'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { type OccurrenceSpec, occurrence } from '../../support/calendar.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, DAY } from '../../support/time.ts'

const folder = await mkdtemp(join(tmpdir(), 'warmseats-feed-'))
after(() => rm(folder, { recursive: true, force: true }))
const feedToken = join(folder, 'token')
const TOKEN = 'abcdefghijklmnopqrst1234'
await writeFile(feedToken, TOKEN)

const GOOD: CalendarHealth = { at: 'good', readMs: at('06:00') }
const MIDTERM: OccurrenceSpec = { title: 'Midterm', asks: { user: 4 } }

function world(events: readonly OccurrenceSpec[], calendar: CalendarHealth = GOOD): Partial<RunFeedDeps> {
  const reading = { fromMs: at('00:00'), toMs: at('00:00') + DAY, occurrences: events.map(occurrence), problems: [] }
  const part: CalendarPart = { name: 'calendar', state: { health: calendar, reading } }
  const step = stepAt('07:00', { events, calendar })
  return { latest: () => step, calendars: () => [part] }
}

async function served(deps: Partial<RunFeedDeps>) {
  const told: RuntimeEvent[] = []
  const clock = { now: at('07:00') }
  let current = deps
  const feed = runFeed({
    feedToken,
    namespace: 'hub',
    latest: () => current.latest?.(),
    calendars: () => current.calendars?.() ?? [],
    dryRun: () => false,
    tell: { runtime: (event) => told.push(event) },
    now: () => clock.now,
    ...(deps.feedToken ? { feedToken: deps.feedToken } : {}),
  })
  assert.ok(feed)
  const server = Fastify()
  server.register(feed)
  return {
    told,
    clock,
    becomes: (next: Partial<RunFeedDeps>) => {
      current = next
    },
    get: () => server.inject({ url: `/feed/${TOKEN}.ics` }),
    [Symbol.asyncDispose]: () => server.close(),
  }
}

describe('the feed at work', () => {
  it('answers to the classes of the calendars as they were read last', async () => {
    await using one = await served(world([MIDTERM]))
    assert.match((await one.get()).body, /SUMMARY:✓ Midterm: 4 placeholders\\, ready 09:10 UTC\r\n/)
    one.becomes(world([{ ...MIDTERM, asks: { user: 5 } }]))
    assert.match((await one.get()).body, /4 placeholders/, 'made once a second')
    one.clock.now += 1000
    assert.match((await one.get()).body, /5 placeholders/)
  })

  const unread: readonly (readonly [string, Partial<RunFeedDeps>])[] = [
    ['nothing is decided', {}],
    ['a calendar was never read', world([], { at: 'loading' })],
    ['a calendar could never be read', world([], { at: 'failing', sinceMs: at('06:00'), because: 'HTTP 500' })],
  ]
  for (const [what, deps] of unread)
    it(`is for later while ${what}`, async () => {
      await using one = await served(deps)
      assert.equal((await one.get()).statusCode, 503)
    })

  it('goes on with what was read last', async () => {
    const failing = { at: 'failing', sinceMs: at('06:00'), lastGoodMs: at('06:00'), because: 'HTTP 500' } as const
    await using one = await served(world([MIDTERM], failing))
    assert.match((await one.get()).body.replaceAll('\r\n ', ''), /A calendar cannot be read now/)
  })

  it('tells why nobody can have it', async () => {
    await using one = await served({ ...world([MIDTERM]), feedToken: join(folder, 'none') })
    assert.equal((await one.get()).statusCode, 404)
    assert.deepEqual(
      one.told.map(({ type }) => type),
      ['feed closed'],
    )
  })

  it('is none without a token’s file', () =>
    assert.equal(
      runFeed({
        namespace: 'hub',
        latest: () => undefined,
        calendars: () => [],
        dryRun: () => false,
        tell: { runtime: () => undefined },
        now: () => 0,
      }),
      undefined,
    ))
})
