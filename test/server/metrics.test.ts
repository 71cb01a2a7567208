/** What Prometheus scrapes, as text, after the product has decided, written and lived. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CalendarHealth } from '../../src/domain/calendar/occurrence.ts'
import { LIVE, type Sight } from '../../src/domain/cluster/world.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { problem } from '../../src/domain/problem.ts'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import { type Metrics, metrics } from '../../src/server/metrics.ts'
import { apply, nodeWrite } from '../support/action.ts'
import { boots } from '../support/boots.ts'
import { config, poolLabels, userPool } from '../support/config.ts'
import { node } from '../support/node.ts'
import { STALE, type World } from '../support/observed.ts'
import { pod, several } from '../support/pod.ts'
import { stepAt } from '../support/snapshot.ts'
import { at, MINUTE } from '../support/time.ts'

const GOOD: CalendarHealth = { at: 'good', readMs: at('08:00') }
const failing = (lastGoodMs?: number): CalendarHealth => ({
  at: 'failing',
  sinceMs: at('08:50'),
  because: 'HTTP 500',
  ...(lastGoodMs === undefined ? {} : { lastGoodMs }),
})

/** Our samples of one scrape, by name and labels. No write yet is not said in twelve lines. */
async function scraped({ registry }: Metrics): Promise<Record<string, number>> {
  const lines = (await registry.metrics()).split('\n')
  const samples = lines.filter((line) => /^warmseats_(?!write_seconds.* 0$)/.test(line))
  return Object.fromEntries(
    samples.map((line) => {
      const gap = line.lastIndexOf(' ')
      return [line.slice('warmseats_'.length, gap), Number(line.slice(gap + 1))]
    }),
  )
}

/** Of one scrape, the samples of one name. */
async function samplesOf(told: Metrics, name: string): Promise<Record<string, number>> {
  const all = Object.entries(await scraped(told))
  return Object.fromEntries(all.filter(([sample]) => sample === name || sample.startsWith(`${name}{`)))
}

const tell = (told: Metrics, world: World = {}, calendar: CalendarHealth = GOOD, problems = 0, sight: Sight = LIVE) => {
  const step = stepAt('09:00', { ...world, calendar, sight })
  const found = several(problems, (n) => problem(`nodePools.${n}`, 'is wrong'))
  told.step({ ...step, decision: { ...step.decision, problems: found } })
}

describe('a decision', () => {
  const world: World = {
    config: userPool({ replicas: 1 }),
    events: [{ asks: { user: 4 } }],
    nodes: ['a', 'b', 'c'].map((name) => node({ name })),
    pods: [
      pod({ user: 'ada', on: 'a', memory: '4Gi' }),
      pod({ placeholder: 'user', on: 'b', memory: '28Gi' }),
      pod({ placeholder: 'user', on: 'c', memory: '28Gi' }),
      pod({ placeholder: 'user' }),
    ],
  }

  it('is told pool by pool', async () => {
    const told = metrics(() => at('09:00'))
    tell(told, world, GOOD, 2)
    assert.deepEqual(await scraped(told), {
      'demand{pool="user",from="calendar"}': 4,
      'target{pool="user"}': 3,
      'desired{pool="user"}': 3,
      'placeholders{pool="user",bound="true"}': 2,
      'placeholders{pool="user",bound="false"}': 1,
      'nodes{pool="user",roomy="true"}': 1,
      'nodes{pool="user",roomy="false"}': 2,
      'lead_time_seconds{pool="user"}': 600,
      'lead_time_boots{pool="user"}': 0,
      'seats_short{pool="user"}': 0,
      problems: 2,
      leading: 0,
      config_refused: 0,
      state_bytes: 0,
      state_failing: 0,
      state_limit_bytes: 0,
      view_stale: 0,
      calendar_failing: 0,
      decisions_total: 1,
      calendar_failures_total: 0,
      calendar_age_seconds: 0,
    })
  })
  it('with the lead time that was learned, and from how much', async () => {
    const told = metrics(() => at('09:00'))
    const memory = { ...NO_MEMORY, boots: { user: boots(4, 4, 4, 4, 4, 7) } }
    told.step(stepAt('09:00', world, { memory }))
    assert.deepEqual(await samplesOf(told, 'lead_time_seconds'), { 'lead_time_seconds{pool="user"}': 420 })
    assert.deepEqual(await samplesOf(told, 'lead_time_boots'), { 'lead_time_boots{pool="user"}': 6 })
  })
  it('with how many of a class to come will not find a seat in time', async () => {
    const told = metrics(() => at('09:00'))
    const small = userPool({ seat: { requests: { memory: '4Gi' } }, maxPlaceholders: 2 })
    tell(told, { ...world, config: small, events: [{ asks: { user: { students: 30 } } }] })
    assert.deepEqual(await samplesOf(told, 'seats_short'), { 'seats_short{pool="user"}': 14 })
  })
  it('forgets what is not any more: a pool that left the config, the event that asked', async () => {
    const told = metrics(() => at('09:00'))
    tell(told, { config: config({ nodePools: { user: {}, lab: { nodeSelector: poolLabels('lab') } } }) })
    assert.deepEqual(Object.keys(await samplesOf(told, 'desired')), ['desired{pool="user"}', 'desired{pool="lab"}'])
    tell(told, world)
    tell(told, { ...world, events: [] })
    assert.deepEqual(await samplesOf(told, 'demand'), { 'demand{pool="user",from="config"}': 1 })
    for (const name of ['desired', 'target', 'lead_time_boots'])
      assert.deepEqual(Object.keys(await samplesOf(told, name)), [`${name}{pool="user"}`])
    assert.deepEqual(await samplesOf(told, 'decisions_total'), { decisions_total: 3 })
  })
  it('on a view that is stale', async () => {
    const told = metrics(() => at('09:00'))
    for (const [sight, stale] of [
      [STALE, 1],
      [LIVE, 0],
    ] as const) {
      tell(told, world, GOOD, 0, sight)
      assert.deepEqual(await samplesOf(told, 'view_stale'), { view_stale: stale })
    }
  })
})

describe('the calendar', () => {
  it('has an age only where a good copy goes on', async () => {
    let nowMs = at('09:00')
    const told = metrics(() => nowMs)
    const ages: unknown[] = []
    for (const calendar of [
      { at: 'none' },
      { at: 'loading' },
      failing(),
      failing(at('08:45')),
      GOOD,
    ] as const satisfies readonly CalendarHealth[]) {
      tell(told, {}, calendar)
      ages.push((await scraped(told)).calendar_age_seconds)
    }
    assert.deepEqual(ages, [undefined, undefined, undefined, 15 * 60, 0])
    tell(told, {}, failing(at('08:45')))
    nowMs += MINUTE
    assert.equal((await scraped(told)).calendar_age_seconds, 16 * 60, 'it grows though nothing is decided')
  })
  it('fails once for as long as it fails', async () => {
    const told = metrics(() => at('09:00'))
    const seen: unknown[] = []
    for (const calendar of [GOOD, failing(), failing(at('08:45')), GOOD, failing()]) {
      tell(told, {}, calendar)
      const { calendar_failing, calendar_failures_total } = await scraped(told)
      seen.push([calendar_failing, calendar_failures_total])
    }
    assert.deepEqual(seen, [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 1],
      [1, 2],
    ])
  })
})

const EFFECTS = {
  done: { at: 'done' },
  conflict: { at: 'conflict', because: 'somebody wrote' },
  failed: { at: 'failed', because: 'forbidden' },
} as const

describe('writes', () => {
  it('are counted by what became of them, and timed', async () => {
    const told = metrics(() => 0)
    told.outcome({ action: apply(), effect: EFFECTS.done, tookMs: 20 })
    told.outcome({ action: apply(), effect: EFFECTS.done, tookMs: 300 })
    told.outcome({ action: apply({ pool: 'lab' }), effect: EFFECTS.conflict, tookMs: 6000 })
    told.outcome({ action: nodeWrite(), effect: EFFECTS.failed, tookMs: 5 })
    assert.deepEqual(await samplesOf(told, 'writes_total'), {
      'writes_total{pool="user",type="apply",effect="done"}': 2,
      'writes_total{pool="lab",type="apply",effect="conflict"}': 1,
      'writes_total{pool="user",type="write node",effect="failed"}': 1,
    })
    assert.deepEqual(await samplesOf(told, 'write_seconds_bucket'), {
      'write_seconds_bucket{le="0.005"}': 1,
      'write_seconds_bucket{le="0.01"}': 1,
      'write_seconds_bucket{le="0.025"}': 2,
      'write_seconds_bucket{le="0.05"}': 2,
      'write_seconds_bucket{le="0.1"}': 2,
      'write_seconds_bucket{le="0.25"}': 2,
      'write_seconds_bucket{le="1"}': 3,
      'write_seconds_bucket{le="5"}': 3,
      'write_seconds_bucket{le="+Inf"}': 4,
    })
    assert.deepEqual(await samplesOf(told, 'write_seconds_sum'), { write_seconds_sum: 6.325 })
  })
})

describe('what happens around decisions', () => {
  const REFUSED: RuntimeEvent = { type: 'config refused', errors: [] }
  const LOADED: RuntimeEvent = { type: 'config loaded', pools: ['user'], warnings: [] }
  const rows: readonly [name: string, events: readonly RuntimeEvent[], sample: string, value: number][] = [
    ['this replica leads', [{ type: 'leading' }], 'leading', 1],
    ['it leads no more', [{ type: 'leading' }, { type: 'following' }], 'leading', 0],
    ['the config is refused', [REFUSED], 'config_refused', 1],
    ['it is mended', [REFUSED, LOADED], 'config_refused', 0],
    [
      'the stored copy stands in for it, and it is refused still',
      [REFUSED, { ...LOADED, isStored: true }],
      'config_refused',
      1,
    ],
    [
      'what is no change of these leaves them',
      [{ type: 'leading' }, REFUSED, { type: 'watch recovered', resource: 'pods' }],
      'leading',
      1,
    ],
  ]
  for (const [name, events, sample, value] of rows)
    it(name, async () => {
      const told = metrics(() => 0)
      for (const event of events) told.runtime(event)
      assert.equal((await scraped(told))[sample], value)
    })
  it('watches fail by resource and cause', async () => {
    const told = metrics(() => 0)
    for (const [resource, kind] of [
      ['pods', 'forbidden'],
      ['pods', 'forbidden'],
      ['nodes', 'network'],
    ] as const)
      told.runtime({ type: 'watch failed', resource, kind, because: '', retryInMs: 0 })
    told.runtime({ type: 'watch recovered', resource: 'pods' })
    assert.deepEqual(await samplesOf(told, 'watch_failures_total'), {
      'watch_failures_total{resource="pods",kind="forbidden"}': 2,
      'watch_failures_total{resource="nodes",kind="network"}': 1,
    })
  })
})

it('the utilization policy has its metrics in the same scrape', async () => {
  assert.match(await metrics(() => 0).registry.metrics(), /^# TYPE warmseats_utilization_goal_nodes gauge$/m)
})
it('so has the process, and each has its own registry', async () => {
  const [one, other] = [metrics(() => 0), metrics(() => 0)]
  tell(one)
  assert.equal((await scraped(other)).decisions_total, 0)
  assert.match(await one.registry.metrics(), /^process_cpu_seconds_total /m)
})
