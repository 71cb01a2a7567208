import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CalendarPart } from '../../../src/domain/calendar/merge-calendars.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { fingerprint } from '../../../src/domain/fingerprint.ts'
import { halfHourOf, withHalfHour } from '../../../src/domain/forecast/half-hours.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { problem } from '../../../src/domain/problem.ts'
import { knownProfiles } from '../../../src/domain/profiles/known/known.ts'
import { readProfileValues } from '../../../src/domain/profiles/reading/read.ts'
import type { PastAction } from '../../../src/domain/snapshot/past-action.ts'
import type { SnapshotInput } from '../../../src/domain/snapshot/snapshot.ts'
import { verdictKey } from '../../../src/domain/verdict/memory.ts'
import type { Verdict } from '../../../src/domain/verdict/verdict.ts'
import { statusPage } from '../../../src/server/page/page.ts'
import { aPool } from '../../domain/history/points.ts'
import { goodCalendar } from '../../streams/support/inputs.ts'
import { config, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { forecastsOf, WEEK } from '../../support/memories.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { atHome } from '../../support/profiles.ts'
import { snapshotAfter, snapshotAt, stepAt } from '../../support/snapshot.ts'
import { at, MINUTE } from '../../support/time.ts'
import { cordonedByUs } from '../../support/utilization.ts'

const MALICE = `</script><script>alert("1")</script><img src=x onerror='alert(2)'>&amp;`

const page = (world: World = {}, more: Partial<SnapshotInput> = {}) => statusPage(snapshotAt('09:00', world, more))

/** What a reader sees, in one line. */
const textOf = (markup: string) =>
  markup
    .replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

const calendar: CalendarPart = { name: MALICE, state: goodCalendar({ title: MALICE }) }
const action: PastAction = {
  atMs: at('08:59'),
  pool: MALICE,
  object: MALICE,
  what: 'node cordoned',
  because: MALICE,
  result: 'failed',
  error: MALICE,
  times: 3,
}

describe('the page', () => {
  it('of hundreds of nodes shows those first that are of no use now, and says where the others are', () => {
    const nodes = several(230, (n) => node({ name: `n${n}`, cordoned: n === 230 }))
    const text = textOf(page({ config: userPool(), nodes }))
    assert.match(text, /Verdict n230 cordoned .* 30 further nodes in status\.json/)
    assert.equal(text.match(/ n\d+ usable /g)?.length, 199)
  })

  it('of many events shows those that count first, and says where the others are', () => {
    const events = several(52, (n) => ({ title: `Class ${n}`, from: at('08:00') + n * MINUTE, asks: { user: 1 } }))
    const snapshot = snapshotAt('09:00', { events }, { calendars: [calendar] })
    const text = textOf(statusPage(snapshot))
    assert.equal(text.match(/ Class \d+ \d\d:\d\d to /g)?.length, 50)
    assert.match(text, /Those that count first; 2 further events in status\.json/)
    assert.match(textOf(statusPage({ ...snapshot, furtherEvents: 7 })), /; 9 further events in/)
    assert.doesNotMatch(page({ events: events.slice(0, 50) }, { calendars: [calendar] }), /further event/)
  })

  it('tells who came to each class, in titles that do nothing', () => {
    const forecast = forecastsOf(
      { title: MALICE, came: [76, 81, 92, 3] },
      { title: 'Gone', came: [9], uid: 'g', lastMs: at('15:00') - WEEK },
    )
    const halfHours = { user: withHalfHour({}, halfHourOf(at('12:30') - WEEK, 'utc'), 76) }
    const world = {
      config: userPool({ forecast: { reactions: 'on', history: 'show' } }),
      events: [{ title: MALICE, from: '09:00', to: '10:00', asks: { user: { students: 210 } } }],
    }
    const step = stepAt('08:00', world, { memory: { ...NO_MEMORY, forecast: { ...forecast, halfHours } } })
    const markup = statusPage(snapshotAfter(step))
    assert.doesNotMatch(markup, /<script>alert|<img/)
    const text = textOf(markup)
    assert.match(text, /Who comes Classes of pool user that were there before/)
    assert.match(text, /76 of 210 81 of 210 92 of 210 fewer than 5 of 210/)
    assert.match(text, /09:00 : 210 announced; the last 4 times fewer than 5 to 92 came: 94 would be expected/)
    assert.match(text, /a class of Tuesdays 15:00 that the calendar does not name now user-tue-1500-/)
    assert.match(text, /Pool user: forecast\.history: on would have saved \d+ seats/)
    assert.match(text, /1 half-hour in which people come to user though no event says so .*Tuesdays 12:30 76 38/)
    assert.doesNotMatch(page(world), /Who comes/)
  })

  it('has the verdict, who it is, and every pool with its sentence', () => {
    const from = userPool({ replicas: 2 }, { calendarTimezone: 'America/Los_Angeles' })
    const world = {
      config: from,
      nodes: [node()],
      pods: [pod({ user: 'ada', on: 'n1', memory: '4Gi' })],
      events: [{ asks: { user: 4 } }],
      deployments: [deployment({ config: from })],
    }
    const text = textOf(page(world, { calendars: [calendar] }))
    assert.match(text, /Warmseats in hub/)
    assert.match(text, /All is well: 0 of 3 placeholders on nodes/)
    assert.match(text, /This replica leads/)
    assert.match(text, /Decided 02:00:00/, 'in the zone of the calendar')
    assert.match(text, /"Midterm" asks 4 placeholders; node n1 already has room/)
    assert.match(text, /The Deployment asks 1/)
    assert.match(text, /Next, in 1 h : from 03:00 the config asks 2 placeholders/)
    assert.match(text, /Lead time 10 min until 5 boots were seen \(0 so far\)/)
    assert.match(text, /Midterm 02:00 to 03:00 user: 4 placeholders now , until 03:00/)
  })

  it('begins with what who is on call needs, and ends with what it is of', () => {
    const enabled = config({ profiles: { enabled: true }, utilization: { enabled: true, minNodes: 1 } })
    const markup = page(
      { sight: STALE, config: enabled, nodes: [node()] },
      { calendars: [calendar], actions: [action] },
    )
    assert.deepEqual(
      [...markup.matchAll(/data-part="([^"]*)"/g)].map(([, id]) => id),
      [
        ...[
          'top',
          'pools',
          'pictures',
          'picture-user',
          'calendar',
          'classes',
          'actions',
          'problems',
          'nodes',
          'nodes-user',
        ],
        ...['profiles', 'utilization', 'facts'],
      ],
    )
    assert.doesNotMatch(page(), /id="problems"/)
  })

  it('tells who waits by pool, for how long, and what is on its way', () => {
    const pods = several(2, (n) => pod({ user: `w${n}`, created: at('08:58') }))
    const text = textOf(page({ config: userPool(), nodes: [], pods }))
    assert.match(
      text,
      /Who waits for a node Pool People Over 30 s The longest On their way user 2 2 2 min, since 08:58 no node/,
    )
    assert.doesNotMatch(page(), /Who waits/)
  })

  it('tells what became of each class that was, and what would have helped', () => {
    const verdict: Verdict = {
      ...{ pool: 'user', uid: fingerprint('m'), startMs: at('09:00'), announced: 230, came: 338, late: 42 },
      ...{ longestMs: 250_000, readyAtStart: 190, advice: { kind: 'write', students: 320 } },
      cost: { paid: 24.6, used: 17.1, oracle: 19.8 },
    }
    const memory = { ...NO_MEMORY, verdicts: { lives: {}, verdicts: { [verdictKey(verdict)]: verdict } } }
    const world = (values: object) => ({
      config: userPool(values),
      events: [{ title: MALICE, uid: 'm', asks: { user: { students: 230 } } }],
    })
    const markup = (values: object = {}) => statusPage(snapshotAfter(stepAt('10:00', world(values), { memory })))
    assert.doesNotMatch(markup(), /<script>alert|<img/)
    assert.match(
      textOf(markup()),
      /user 338 of 230 190 at the start, never for all 42 , the longest 4 min 10 s 24\.6 paid, 17\.1 used Write 320 next time/,
    )
    assert.match(textOf(markup({ pricePerNodeHour: 0.5 })), /17\.1 used 12\.30 Write 320/)
    assert.match(textOf(page()), /Classes that were None yet/)
  })

  it('draws the last day and the coming week of each pool, with the numbers as tables and what they cost', () => {
    const history = { sealed: { user: pack(aPool(at('08:00') / MINUTE, ...several(60, () => 12))) }, open: [] }
    const world = { config: userPool({ pricePerNodeHour: 0.5 }), nodes: [node()] }
    const markup = statusPage(snapshotAfter(stepAt('09:00', world, { memory: { ...NO_MEMORY, history } })))
    assert.equal(
      markup.match(/<svg[^>]* role="img" aria-label="Pool user in the (last 24 hours|coming week): /g)?.length,
      2,
    )
    const text = textOf(markup)
    assert.match(text, /in the last 24 hours: the most of each stretch .* Tue 08:00 12 0 0 s 16 0 1 0/)
    assert.match(
      text,
      /Money, at 0\.5 a node-hour: the last 24 hours 0\.50 \(1\.0 node-hours that somebody saw\); the coming week/,
    )
    assert.doesNotMatch(page(), /Money/)
  })

  it('has what was done for a class in one row that can be opened, and by itself what was done for none', () => {
    const of = { titles: [MALICE], startsAt: '2026-03-24T09:00:00Z' }
    const scaled = (minute: number, from: number, to: number, more: object = {}): PastAction => {
      const { error: _, ...one } = action
      return {
        ...one,
        what: 'placeholders scaled',
        result: 'done',
        atMs: at('08:00') + minute * MINUTE,
        from,
        to,
        times: 1,
        ...more,
      }
    }
    const actions = [scaled(55, 12, 3, { of }), scaled(40, 2, 12, { of }), ...several(7, (n) => scaled(20 - n, 1, 2))]
    const markup = page({}, { actions })
    const text = textOf(markup)
    assert.match(text, /09:00 , .*: placeholders 2 → 12 → 3, 2 times from 08:40 to 08:55 ; done/)
    assert.equal(markup.match(/<details id="for-/g)?.length, 1)
    assert.match(text, /2 earlier, for no class/)
    assert.doesNotMatch(markup, /<script>alert|<img/)
  })

  const table: readonly (readonly [string, () => string, RegExp])[] = [
    ['dry run', () => page({}, { dryRun: true }), /Dry run: it decides, and writes nothing\./],
    ['stands by', () => page({}, { leader: 'warmseats-1' }), /leads/],
    [
      'before the first decision',
      () => statusPage(snapshotAfter(undefined, { missing: ['the list of pods'] })),
      /Nothing is decided yet: waiting for the list of pods\. .*Decided not yet Nodes and pods not listed yet/,
    ],
    ['no pools', () => page({ config: { ...config(), pools: new Map() } }), /The config has no pools/],
    ['no calendar', () => page(), /There is no calendar: each pool keeps its replicas/],
    ['nothing done', () => page(), /Nothing since it started/],
    [
      'a write that fails',
      () => page({}, { actions: [{ ...action, error: 'forbidden' }] }),
      /node cordoned: .* failed \(3 times\) forbidden/,
    ],
  ]
  for (const [what, render, expected] of table) it(what, () => assert.match(textOf(render()), expected))

  it('of a replica that stands by says who leads, and why it does nothing', () => {
    const snapshot = snapshotAt('09:00', {}, { leader: 'warmseats-1' })
    const text = textOf(statusPage({ ...snapshot, leading: false }))
    assert.match(text, /stands by; warmseats-1 leads/)
    assert.match(text, /Nothing: only the replica that leads writes/)
    const { leader: _, ...nobody } = snapshot
    assert.match(textOf(statusPage({ ...nobody, leading: false })), /stands by, and nobody leads/)
  })

  it('has profiles and utilization only where they are enabled', () => {
    assert.doesNotMatch(page(), /id="(profiles|utilization)"/)
    const enabled = config({ profiles: { enabled: true }, utilization: { enabled: true, minNodes: 1 } })
    const world = {
      config: enabled,
      nodes: [node({ name: 'n1' }), node({ name: 'n2', ...cordonedByUs('08:00', 'empty') })],
    }
    const text = textOf(page(world, { nodeHoursSaved: { user: 12.25 } }))
    assert.match(text, /Profiles The ConfigMaps have not been read yet/)
    assert.match(text, /It only recommends, and touches no node\. Utilization is 0\.0 %,/)
    assert.match(text, /0 nodes saved now, 12\.3 node-hours since the start \(an estimate\)/)
    assert.match(text, /n2 user 08:00 empty/)
  })

  it('writes as text whatever others wrote', () => {
    const profiles = knownProfiles(
      [],
      readProfileValues(
        { profiles: [{ name: MALICE, images: [MALICE] }, { [MALICE]: 1 }], sizes: [{ name: MALICE }] },
        MALICE,
      ),
      atHome(),
    )
    const enabled = config({ profiles: { enabled: true }, utilization: { enabled: true, minNodes: 1 } })
    const world: World = {
      config: enabled,
      events: [{ title: MALICE, asks: { user: 4, [MALICE]: 1 } }],
      nodes: [node({ name: MALICE, ...cordonedByUs('08:00', MALICE) }), node()],
      pods: [pod({ user: 'ada', on: 'n1' })],
      sight: { at: 'stale', because: MALICE },
      calendar: { at: 'failing', sinceMs: 0, because: MALICE },
    }
    const problems = [problem(MALICE, MALICE)]
    const markup = page(world, {
      profiles,
      calendars: [
        calendar,
        { ...calendar, state: { ...calendar.state, health: { at: 'failing', sinceMs: 0, because: MALICE } } },
      ],
      actions: [action],
      refusal: { errors: problems, warnings: problems },
      troubles: [{ resource: MALICE, because: MALICE, isForbidden: true }],
      release: { namespace: MALICE, identity: MALICE, version: MALICE },
      leader: MALICE,
    })
    assert.equal(markup.match(/<script>/g)?.length, 1, 'our own')
    assert.doesNotMatch(markup, /<img|onerror='|alert\("/)
    assert.ok(markup.split('&lt;script&gt;alert(&quot;1&quot;)').length > 20)
  })

  it('is one document that asks nobody for anything, with a heading for each part', () => {
    const markup = page(
      { nodes: [node()], events: [{ asks: { user: 4 } }] },
      { calendars: [calendar], actions: [action] },
    )
    assert.match(markup, /^<!doctype html>\n<html lang="en"/)
    assert.doesNotMatch(markup, /<(img|iframe|script src)|@import|url\(|style="| on\w+="/)
    assert.doesNotMatch(markup, /<th(?![^>]*scope=)[ >]/, 'each th has a scope')
    assert.doesNotMatch(textOf(markup), /NaN|undefined|\[object/)
    for (const [, id] of markup.matchAll(/<section id="(\w+)" aria-labelledby/g))
      assert.match(markup, new RegExp(`<h2 id="${id}-heading">`))
  })
})
