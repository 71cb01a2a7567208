import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CalendarHealth } from '../../../src/domain/calendar/occurrence.ts'
import { problem } from '../../../src/domain/problem.ts'
import type { PastAction } from '../../../src/domain/snapshot/past-action.ts'
import type { SnapshotInput } from '../../../src/domain/snapshot/snapshot.ts'
import { NO_STATE_TROUBLE } from '../../../src/domain/snapshot/state-problems.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { snapshotAfter, snapshotAt, stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const one = userPool({ replicas: 1 })
const QUIET: World = {
  config: one,
  nodes: [node({ name: 'n1' }), node({ name: 'n2' })],
  pods: [pod({ placeholder: 'user', on: 'n2' }), pod({ user: 'ada', on: 'n1', memory: '30Gi', cpu: '7' })],
  deployments: [deployment({ config: one })],
}
const TYPO = { title: 'Midterm', asks: { usr: 4 } }
const failing = (more: object = {}): CalendarHealth => ({
  at: 'failing',
  sinceMs: at('08:40'),
  because: 'calendar (host c.example.edu): it answers HTTP 500 Internal Server Error',
  ...more,
})
const write = (result: PastAction['result'], object = 'user-placeholder'): PastAction => ({
  atMs: at('08:59'),
  pool: 'user',
  object,
  what: 'placeholders scaled',
  because: 'the config asks 1 placeholder',
  result,
  error: 'forbidden: not allowed to apply deployments',
  times: 1,
})

describe('the verdict', () => {
  const REFUSAL = { errors: [problem('nodePools.user', 'must be a map')], warnings: [] }
  const TROUBLE = { resource: 'nodes', because: 'forbidden: not allowed to list nodes', isForbidden: true }
  const table: readonly (readonly [string, World, Partial<SnapshotInput>, string, RegExp])[] = [
    [
      'nothing wrong',
      QUIET,
      {},
      'well',
      /^All is well: 1 placeholder wanted and on nodes, 1 user at work, nobody waits\.$/,
    ],
    [
      'placeholders that wait are everyday life',
      { ...QUIET, pods: [pod({ placeholder: 'user' })] },
      {},
      'well',
      /^All is well: 0 of 1 placeholder on nodes, 1 waiting for a node to boot, 0 users at work, nobody waits\.$/,
    ],
    [
      'users who wait are not',
      { ...QUIET, pods: [pod({ placeholder: 'user' }), pod({ user: 'bo', created: at('09:00') - 5000 })] },
      {},
      'warning',
      /^1 person waits for a node, for 5 s \(since 08:59\): no event announces them\.$/,
    ],
    [
      'for over half a minute',
      { ...QUIET, pods: [pod({ user: 'bo', created: at('08:59') })] },
      {},
      'bad',
      /^1 person waits for a node, for 1 min \(since 08:59\), and no node is on its way for them: no event announces them\.$/,
    ],
    ['a wrong event', { ...QUIET, events: [TYPO] }, {}, 'warning', /^One problem: event "Midterm": no pool `usr`/],
    ['stale', { ...QUIET, sight: STALE }, {}, 'bad', /^One problem: cluster: nodes are not heard from for 150 s/],
    [
      'a calendar that fails',
      { ...QUIET, calendar: failing({ lastGoodMs: 1 }) },
      {},
      'warning',
      /last good copy goes on$/,
    ],
    ['one that was never read', { ...QUIET, calendar: failing() }, {}, 'bad', /no good copy yet: counts do not fall$/],
    ['a config that is refused', QUIET, { refusal: REFUSAL }, 'bad', /nodePools\.user: must be a map; .*goes on$/],
    ['a watch that is forbidden', QUIET, { troubles: [TROUBLE] }, 'bad', /^One problem: watch of nodes: forbidden/],
    ['one that broke', QUIET, { troubles: [{ ...TROUBLE, isForbidden: false }] }, 'warning', /^One problem: watch/],
    [
      'a write that fails, as long as it is wanted',
      { ...QUIET, deployments: [] },
      { actions: [write('failed')] },
      'bad',
      /^One problem: user-placeholder: forbidden/,
    ],
    ['a write that failed, and is not wanted any more', QUIET, { actions: [write('failed')] }, 'well', /^All is well/],
    [
      'a write that succeeded since',
      { ...QUIET, deployments: [] },
      { actions: [write('done'), write('failed')] },
      'well',
      /^All is well/,
    ],
    [
      'the worst first',
      { ...QUIET, events: [TYPO], sight: STALE },
      {},
      'bad',
      /^2 problems, the worst: cluster: nodes are not heard from/,
    ],
    [
      'a Lease that cannot be written',
      QUIET,
      { troubles: [{ ...TROUBLE, resource: 'writes of leases/warmseats' }] },
      'bad',
      /^One problem: writes of leases\/warmseats: forbidden/,
    ],
    [
      'a copy of the calendars that cannot be kept',
      QUIET,
      { storeFailure: 'secrets is forbidden' },
      'warning',
      /^One problem: calendar store: secrets is forbidden$/,
    ],
    [
      'somebody who cannot be told',
      QUIET,
      { notificationFailures: { 'on-call': 'it answers HTTP 404 Not Found' } },
      'warning',
      /^One problem: notify on-call: it answers HTTP 404 Not Found$/,
    ],
    [
      'a memory that is not kept',
      QUIET,
      { state: { ...NO_STATE_TROUBLE, failures: { memory: 'it is too large' } } },
      'bad',
      /^One problem: memory: it is too large$/,
    ],
    [
      'a memory of which a part is left out',
      QUIET,
      { state: { ...NO_STATE_TROUBLE, cut: 'left out are 3 older boots' } },
      'warning',
      /^One problem: memory: left out are 3 older boots$/,
    ],
    [
      'no pools',
      { ...QUIET, deployments: [], config: { ...one, pools: new Map() } },
      {},
      'well',
      /no pools, so there is nothing to do/,
    ],
    [
      'no pools any more',
      { ...QUIET, config: { ...one, pools: new Map() } },
      {},
      'warning',
      /nodePools: names no pool while placeholders stand; they stay as they are/,
    ],
    [
      'the state gone',
      { ...QUIET, owner: null },
      {},
      'bad',
      /state ConfigMap: is gone, .* until it is made anew, by us or by `helm upgrade`/,
    ],
  ]
  for (const [what, world, more, state, text] of table)
    it(what, () => {
      const { verdict } = snapshotAt('09:00', world, more)
      assert.equal(verdict.state, state)
      assert.match(verdict.text, text)
    })

  it('before the first decision says what is waited for', () => {
    const snapshot = snapshotAfter(undefined, { missing: ['the config', 'the list of nodes', 'the calendar'] })
    const { state, text, title } = snapshot.verdict
    assert.deepEqual(
      [state, text, title],
      ['waiting', 'Nothing is decided yet: waiting for the config, the list of nodes and the calendar.', 'Starting'],
    )
    assert.equal(snapshot.decidedAt, undefined)
    assert.deepEqual(snapshot.pools, [])
  })

  it('before the first decision says also what is in its way', () => {
    const trouble = { resource: 'pods', because: 'forbidden', isForbidden: true }
    const { verdict } = snapshotAfter(undefined, { missing: ['the list of pods'], troubles: [trouble] })
    assert.deepEqual(
      [verdict.state, verdict.text, verdict.causes.map(({ kind }) => kind)],
      ['bad', 'Nothing is decided yet. One problem: watch of pods: forbidden', ['trouble']],
    )
  })
})

describe('nobody leads', () => {
  const said = (leading: boolean, leaderlessSinceMs: number | undefined) =>
    snapshotAfter(stepAt('09:00', QUIET, { leading }), { leader: undefined, leaderlessSinceMs }).verdict
  it('is bad', () => {
    const { state, text } = said(false, at('08:59:45'))
    assert.equal(state, 'bad')
    assert.equal(
      text,
      'One problem: no replica leads: nothing is written; counts stay as they are until one can write the Lease',
    )
  })
  it('is nothing in the moment that a start or a handover needs', () =>
    assert.equal(said(false, at('08:59:46')).state, 'well'))
  it('is not so while somebody does, or where there is no election', () => {
    assert.equal(said(false, undefined).state, 'well')
    assert.equal(said(true, at('08:00')).state, 'well')
  })
})

describe('problems', () => {
  it('are those of decision, difference and plan, each once', () => {
    const step = stepAt('09:00', { ...QUIET, events: [TYPO] })
    const same = { ...step, difference: { ...step.difference, problems: step.decision.problems } }
    const { problems } = snapshotAfter(same)
    assert.deepEqual(
      problems.map(({ level, where }) => [level, where]),
      [['warning', 'event "Midterm" (uid Midterm@test)']],
    )
  })

  it('name no user', () => {
    const step = stepAt('09:00', QUIET)
    const problems = [problem('node n1', 'pod jupyter-ada waits, and fits nowhere else')]
    const { problems: told } = snapshotAfter({ ...step, decision: { ...step.decision, problems } })
    assert.equal(told[0]?.text, "a user's pod waits, and fits nowhere else")
  })
})

describe('who this is', () => {
  it('leads or stands by', () => {
    assert.deepEqual([snapshotAt('09:00').leading, snapshotAt('09:00').leader], [true, 'warmseats-0'])
    const other = snapshotAfter(stepAt('09:00', {}, { leading: false }), { leader: 'warmseats-1', dryRun: true })
    assert.deepEqual([other.leading, other.leader, other.dryRun], [false, 'warmseats-1', true])
  })
})

it('is JSON, without an undefined or a number that JSON lacks', () => {
  const config = userPool({ replicas: 1 }, { utilization: { enabled: true } })
  const snapshot = snapshotAt('09:00', { ...QUIET, config, nodes: [], pods: [] })
  assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot)
})

it('names no user', () => {
  assert.doesNotMatch(JSON.stringify(snapshotAt('09:00', QUIET)), /\bada\b/)
})
