import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BehaviorSubject, defer, delay, NEVER, of, VirtualTimeScheduler } from 'rxjs'
import type { Step } from '../../../src/domain/act/step.ts'
import { readingsFromJson, readingsToJson, type StoredReadings } from '../../../src/domain/calendar/calendar-store.ts'
import { NO_HINTS } from '../../../src/domain/cluster/hints.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { NO_HUB } from '../../../src/domain/hub/view.ts'
import { type Fetched, failed } from '../../../streams/calendar/fetched.ts'
import { pipeline } from '../../../streams/pipeline.ts'
import { calendars$, mergeCalendars, type Part } from '../../../streams/sources/calendars.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'
import { userPool } from '../../support/config.ts'
import { deployment, OWNER } from '../../support/deployment.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'
import { inputs, live, NO_PODS } from '../support/inputs.ts'

/**
 * What a calendar that cannot be read does to counts, through the real pipeline on virtual time. The config asks 1, a
 * midterm from 09:00 to 10:00 asks 4, and when the product first starts, at 06:00, 2 stand there.
 */
const config = userPool({ replicas: 1 })
const MIDTERM = ics(vevent('UID:m\nSUMMARY:Midterm\nDTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:user: 4'))
const GOOD: Fetched = { at: 'text', text: MIDTERM, validators: {} }
const BAD = failed('it answers HTTP 500')

/** What outlives a process: the count that stands in the cluster, and what was kept. */
interface Cluster {
  replicas: number
  memory: Memory
  readings: StoredReadings
}

/** A process: it runs from one instant to another against a server, writes what it wants, and dies. */
function run(cluster: Cluster, fromMs: number, untilMs: number, answers: (nowMs: number) => Fetched): readonly Step[] {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = fromMs
  const from = inputs()
  const steps: Step[] = []
  let parts: readonly Part[] = []
  const source = { at: 'calendar', name: 'calendar', id: 'a', source: { where: { url: '/a.ics' } } } as const
  const readFile = () => defer(() => of(answers(scheduler.now())).pipe(delay(20, scheduler)))
  const deps = { readFile, watchFile: () => NEVER, random: () => 0.5, stored$: of(cluster.readings) }
  const parts$ = new BehaviorSubject<readonly Part[]>([])
  const life = calendars$(of([source]), deps, scheduler).subscribe(parts$)
  parts$.subscribe((now) => {
    parts = now
  })
  const stand = (replicas: number) =>
    from.deployments$.next(live(new Map([['user-placeholder', deployment({ replicas, config })]])))
  life.add(
    pipeline({ ...from, calendar$: mergeCalendars(parts$) }, scheduler).subscribe((step) => {
      steps.push(step)
      const desired = step.decision.pools.get('user')?.desired ?? assert.fail()
      if (desired === cluster.replicas) return
      cluster.replicas = desired
      scheduler.schedule(() => stand(desired), 5)
    }),
  )
  from.config$.next(config)
  from.leading$.next(true)
  from.nodes$.next(live(new Map()))
  from.pods$.next(live(NO_PODS))
  from.hints$.next(NO_HINTS)
  from.hub$.next(NO_HUB)
  from.state$.next(live({ owner: OWNER, otherBytes: 0, resourceVersion: '1', memory: cluster.memory }))
  stand(cluster.replicas)
  scheduler.maxFrames = untilMs
  scheduler.flush()
  life.unsubscribe()
  cluster.memory = memoryFromJson(memoryToJson(steps.at(-1)?.decision.memory ?? NO_MEMORY)) ?? assert.fail()
  const kept = parts.flatMap(({ id = '', state: { health, reading } }) =>
    health.at === 'good' || (health.at === 'failing' && health.lastGoodMs !== undefined)
      ? [[id, { goodMs: 0, reading }] as const]
      : [],
  )
  if (kept.length > 0) cluster.readings = readingsFromJson(readingsToJson(new Map(kept)).text)
  return steps
}

const START = at('06:00')
const fresh = (): Cluster => ({ replicas: 2, memory: NO_MEMORY, readings: new Map() })

/** The count that stands at a time; what the server says, and whether the product is restarted 10 min before. */
function standing(time: string, answers: (nowMs: number) => Fetched, restart: boolean, cluster = fresh()): number {
  const atMs = at(time)
  const steps = restart
    ? [run(cluster, START, atMs - 10 * MINUTE, answers), run(cluster, atMs - 10 * MINUTE, atMs, answers)].flat()
    : run(cluster, START, atMs, answers)
  assert(steps.length > 0)
  return cluster.replicas
}

const TIMES = { before: '08:00', in: '09:30', after: '11:00' } as const
type When = keyof typeof TIMES

/** `fails`: well, and then from half an hour before on not any more. */
const SERVERS: Record<string, (atMs: number) => (nowMs: number) => Fetched> = {
  ok: () => () => GOOD,
  fails: (atMs) => (nowMs) => (nowMs < atMs - 30 * MINUTE ? GOOD : BAD),
  never: () => () => BAD,
}

const TABLE: readonly [fetch: keyof typeof SERVERS, when: When, restart: boolean, desired: number][] = [
  ['ok', 'before', false, 1],
  ['ok', 'before', true, 1],
  ['ok', 'in', false, 4],
  ['ok', 'in', true, 4],
  ['ok', 'after', false, 1],
  ['ok', 'after', true, 1],
  // The last good copy goes on, its ends too, and over a restart.
  ['fails', 'before', false, 1],
  ['fails', 'before', true, 1],
  ['fails', 'in', false, 4],
  ['fails', 'in', true, 4],
  ['fails', 'after', false, 1],
  ['fails', 'after', true, 1],
  // Nobody knows of the midterm, and so nobody knows that 2 are too many: nothing falls.
  ['never', 'before', false, 2],
  ['never', 'before', true, 2],
  ['never', 'in', false, 2],
  ['never', 'in', true, 2],
  ['never', 'after', false, 2],
  ['never', 'after', true, 2],
]

describe('the fetch table', () => {
  for (const [fetch, when, restart, desired] of TABLE)
    it(`${fetch.padEnd(5)} ${when.padEnd(6)} the event, ${restart ? 'restart' : 'none   '}: ${desired}`, () => {
      const server = SERVERS[fetch]?.(at(TIMES[when])) ?? assert.fail()
      assert.equal(standing(TIMES[when], server, restart), desired)
    })
})

describe('beside the table', () => {
  const lost = (): Cluster => ({
    ...fresh(),
    get readings(): StoredReadings {
      return new Map()
    },
    set readings(_) {},
  })
  const inEvent = SERVERS.fails?.(at('09:30')) ?? assert.fail()
  it('nothing was kept: a restart in the event without the calendar lowers nothing', () =>
    assert.equal(standing('09:30', inEvent, true, lost()), 4))
  it('nor after its end, for nobody knows of it', () => {
    const cluster = lost()
    standing('09:30', inEvent, true, cluster)
    run(cluster, at('09:30'), at('11:00'), () => BAD)
    assert.equal(cluster.replicas, 4)
  })
  it('but for calendarHold at most, restarts or not', () => {
    const cluster = fresh()
    run(cluster, START, START + 5 * HOUR, () => BAD)
    run(cluster, START + 5 * HOUR, START + 12 * HOUR - MINUTE, () => BAD)
    assert.equal(cluster.replicas, 2)
    run(cluster, START + 12 * HOUR - MINUTE, START + 12 * HOUR + MINUTE, () => BAD)
    assert.equal(cluster.replicas, 1)
  })
  it('a calendar that comes back counts at once', () => {
    const cluster = fresh()
    run(cluster, START, at('09:30'), (nowMs) => (nowMs < at('09:20') ? BAD : GOOD))
    assert.equal(cluster.replicas, 4)
  })
  it('at the boundary it is decided at once: within 50 ms', () => {
    const steps = run(fresh(), START, at('11:00'), () => GOOD)
    const changes = steps.filter(
      (step, index) =>
        step.decision.pools.get('user')?.demand.integer !==
        steps[index - 1]?.decision.pools.get('user')?.demand.integer,
    )
    const times = changes.slice(1).map(({ decision }) => decision.atMs)
    for (const [index, boundary] of [at('09:00'), at('10:00')].entries())
      assert(
        (times[index] ?? 0) >= boundary && (times[index] ?? Number.POSITIVE_INFINITY) <= boundary + 50,
        `${times[index]}`,
      )
  })
})
