/** The latest of every source as one observation: when there is one, and what it says. */

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_BUFFERS } from '../../src/domain/buffer/buffer.ts'
import type { CalendarState } from '../../src/domain/calendar/occurrence.ts'
import { NO_HINTS } from '../../src/domain/cluster/hints.ts'
import { LIVE } from '../../src/domain/cluster/world.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { NO_HUB } from '../../src/domain/hub/view.ts'
import { type Inputs, isListed, isSynced, isTried, observer } from '../../streams/observe.ts'
import { userPool } from '../support/config.ts'
import { deployment, OWNER } from '../support/deployment.ts'
import { node } from '../support/node.ts'
import { viewOf } from '../support/observed.ts'
import { pod } from '../support/pod.ts'
import { goodCalendar, live, NO_PODS, STATE, stale, starting } from './support/inputs.ts'

const config = userPool({ replicas: 2 })

/** Everything there on an empty cluster, and this replica leads. */
const inputs = (more: Partial<Inputs> = {}): Inputs => ({
  config,
  calendar: goodCalendar(),
  nodes: live(new Map()),
  pods: live(NO_PODS),
  deployments: live(new Map()),
  lent: live(new Map()),
  buffers: live(NO_BUFFERS),
  state: live(STATE),
  hints: NO_HINTS,
  hub: NO_HUB,
  exams: [],
  leading: true,
  heardMs: 0,
  ...more,
})

const calendar = (health: CalendarState['health']): CalendarState => ({ ...goodCalendar(), health })
const FAILING = { at: 'failing', sinceMs: 0, because: 'HTTP 404' } as const

describe('nothing is decided before everything is there', () => {
  const table: readonly [name: string, more: Partial<Inputs>, synced: boolean][] = [
    ['all lists are complete and the calendar was read', {}, true],
    ['nodes are not', { nodes: starting(new Map()) }, false],
    ['pods are not', { pods: starting(NO_PODS) }, false],
    ['Deployments are not', { deployments: starting(new Map()) }, false],
    ['what is lent is not', { lent: starting(new Map()) }, false],
    ['buffers are not', { buffers: starting(NO_BUFFERS) }, false],
    ['the state is not', { state: starting(undefined) }, false],
    ['there is no state: not installed by the chart', { state: live(undefined) }, true],
    ['a list that is old is one', { nodes: stale(new Map()), pods: stale(NO_PODS), state: stale(STATE) }, true],
    ['the calendar is on its way', { calendar: calendar({ at: 'loading' }) }, false],
    ['the calendar was tried in vain', { calendar: calendar(FAILING) }, true],
    ['there is no calendar', { calendar: calendar({ at: 'none' }) }, true],
    ['another replica leads: this one decides too', { leading: false }, true],
  ]
  for (const [name, more, synced] of table) it(`${name}: ${synced}`, () => assert.equal(isSynced(inputs(more)), synced))

  it('which can be asked of each by itself', () => {
    assert.deepEqual([starting(0), live(0), stale(0)].map(isListed), [false, true, true])
    assert.deepEqual(
      ([{ at: 'loading' }, { at: 'none' }, FAILING, goodCalendar().health] as const).map((health) =>
        isTried({ health }),
      ),
      [false, true, true, true],
    )
  })
})

describe('what is observed', () => {
  it('is the latest of each source', () => {
    const nodes = new Map([['n1', node({ name: 'n1' })]])
    const pods = viewOf([pod({ user: 'ada', on: 'n1' })])
    const deployments = new Map([['user-placeholder', deployment()]])
    const health = goodCalendar().health
    const seen = observer()(inputs({ nodes: live(nodes), pods: live(pods), deployments: live(deployments) }))
    const { timeline, ...rest } = seen.observed
    assert.deepEqual(rest, {
      config,
      calendar: health,
      nodes,
      pods,
      deployments,
      lent: new Map(),
      buffers: NO_BUFFERS,
      hints: NO_HINTS,
      hub: NO_HUB,
      exams: [],
      sight: LIVE,
      owner: OWNER,
      storedLent: {},
    })
    assert.deepEqual([seen.leading, seen.stored, timeline.intervals], [true, undefined, []])
  })
  it('has no owner where there is no state, so that nothing is created', () => {
    const { observed, stored } = observer()(inputs({ state: live(undefined), leading: false }))
    assert.deepEqual(['owner' in observed, 'isPolicyOff' in observed, stored], [false, false, undefined])
  })
  it('comes with what is stored, and with the kill switch', () => {
    const memory = { ...NO_MEMORY, calendarMissingSinceMs: 7 }
    const seen = observer()(inputs({ state: live({ ...STATE, memory, isPolicyOff: true }) }))
    assert.deepEqual([seen.stored, seen.observed.isPolicyOff], [memory, true])
  })

  const sights: readonly [name: string, more: Partial<Inputs>, because: RegExp][] = [
    ['nodes', { nodes: stale(new Map()) }, /^the watch of nodes is stale \(a test says so\)$/],
    ['pods', { pods: stale(NO_PODS) }, /^the watch of pods is stale \(a test says so\)$/],
  ]
  for (const [name, more, because] of sights)
    it(`is not to be trusted while ${name} are not heard from`, () => {
      const { sight } = observer()(inputs(more)).observed
      assert.match(sight.at === 'stale' ? sight.because : sight.at, because)
    })
})

describe('the timeline', () => {
  const exam = { title: 'Exam', asks: { user: 4 } }

  it('is what the calendar asks of the pools of the config', () => {
    const { timeline } = observer()(inputs({ calendar: goodCalendar(exam) })).observed
    assert.deepEqual(
      timeline.intervals.map(({ pool, amount, summary }) => [pool, amount, summary]),
      [['user', 4, 'Exam']],
    )
  })
  it('has the problems of the calendar before those of the pools', () => {
    const read = goodCalendar({ ...exam, asks: { usr: 4 } })
    const unread = { where: 'calendar', text: 'line 7 is not understood' }
    const { timeline } = observer()(
      inputs({ calendar: { ...read, reading: { ...read.reading, problems: [unread] } } }),
    ).observed
    assert.deepEqual([timeline.problems.length, timeline.problems[0]], [2, unread])
    assert.match(timeline.problems[1]?.text ?? '', /usr/)
  })
  it('is made anew when the reading or the config is new, and only then: it takes longer than a decision', () => {
    const observe = observer()
    const timelineOf = (more: Partial<Inputs>) => observe(inputs(more)).observed.timeline
    const read = goodCalendar(exam)
    const first = timelineOf({ calendar: read })
    assert.equal(timelineOf({ calendar: read, nodes: live(new Map()), leading: false }), first)
    assert.equal(timelineOf({ calendar: { ...read, health: FAILING } }), first, 'how it fares is another matter')
    const other = timelineOf({ calendar: read, config: userPool({ replicas: 3 }) })
    assert.notEqual(other, first)
    const without = timelineOf({ calendar: goodCalendar() })
    assert.deepEqual(without.intervals, [])
  })
})

it('a decision sees what a person wants forgotten, and the zone that the calendar names', () => {
  const state = live({ ...STATE, forgotten: { '*': 7 } })
  const zoned = { ...goodCalendar(), reading: { ...goodCalendar().reading, zone: 'Asia/Tokyo' } }
  const { observed } = observer()(inputs({ state, calendar: zoned }))
  assert.deepEqual([observed.forgotten, observed.calendarZone], [{ '*': 7 }, 'Asia/Tokyo'])
  assert.equal('forgotten' in observer()(inputs()).observed, false)
})
