/** A pool without nodes whose placeholders have no size: its first event is served all the same, then the size is known. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { diff } from '../../../src/domain/act/diff.ts'
import type { Decision } from '../../../src/domain/decide/decision.ts'
import { userPool } from '../../support/config.ts'
import { play, poolOf, type Scene } from '../../support/decide.ts'
import { applied } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const GI = 2 ** 30
const lecture = { title: 'Lecture', from: '09:00', to: '10:00' }
const config = (pool: Partial<PoolValues> = {}) => userPool({ resources: null, ...pool })
const machines = (count: number) => several(count, (one) => node({ name: `n${one}`, readySince: at('09:02') }))
const users = (count: number, requests: PodSpec['requests'] = { memory: '2Gi' }) =>
  several(count, (one) =>
    pod({ user: `u${one}`, on: `n${1 + Math.floor((one - 1) / 15)}`, requests: requests ?? {}, created: at('09:05') }),
  )

const sizes = (decisions: readonly Decision[]) =>
  decisions.map((decision) => {
    const { desired, size } = poolOf(decision)
    return [desired, size.from, Math.round(((size.requests.memory ?? 0) / GI) * 10) / 10]
  })

describe('an event for people', () => {
  const base: World = {
    config: config({ seat: { requests: { memory: '2Gi' } } }),
    events: [{ ...lecture, asks: { user: { students: 100 } } }],
  }

  it('is served seat by seat, until it is over; from then on a node tells', () => {
    const scenes: Scene[] = [
      ['08:30', base],
      ['08:50', base],
      ['09:02', { ...base, nodes: machines(7) }],
      ['09:10', { ...base, nodes: machines(7), pods: users(60) }],
      ['10:00', { ...base, nodes: machines(7), pods: users(60) }],
      ['23:00', base],
      [
        at('2026-03-25T08:50:00Z'),
        {
          ...base,
          events: [{ ...lecture, from: '2026-03-25T09:00', to: '2026-03-25T10:00', asks: { user: { students: 100 } } }],
        },
      ],
    ]
    assert.deepEqual(sizes(play(scenes)), [
      [0, 'seat', 2],
      [100, 'seat', 2],
      [100, 'seat', 2],
      [36, 'seat', 2],
      [0, 'nodes', 30.4],
      [0, 'last known', 30.4],
      [7, 'last known', 30.4],
    ])
  })
  it('says so', () => {
    const [decision] = play([['08:50', base]])
    assert.equal(
      poolOf(decision).because,
      '"Lecture" asks 100 students; 0 came, 0 seats are open, a placeholder holds 1; each as large as a seat, {memory:2Gi}: no node had told a size',
    )
    assert.deepEqual(decision?.problems, [])
  })
  it('is served with placeholders that share nodes, as many as fit', () => {
    const [decision] = play([['08:50', base]])
    const [action] = diff(decision ?? assert.fail(), observed(base)).actions
    assert.ok(action?.type === 'apply')
    const { spec } = action.manifest.spec.template as {
      spec: { affinity?: object; containers: { resources: object }[] }
    }
    assert.deepEqual(
      [action.to, spec.affinity, spec.containers[0]?.resources],
      [100, undefined, { requests: { memory: '2Gi' } }],
    )
  })
  it('is served alike by who takes over and remembers nothing: the Deployment tells', () => {
    const [decision] = play([['08:50', base]])
    const [action] = diff(decision ?? assert.fail(), observed(base)).actions
    const taken: World = { ...base, nodes: machines(7), deployments: [applied(action)] }
    const [next] = play([['09:02', taken]])
    assert.deepEqual(poolOf(next).size, { requests: { memory: 2 * GI }, from: 'seat', packed: true })
    assert.deepEqual(diff(next ?? assert.fail(), observed(taken)).actions, [])
  })
  it('leaves no more placeholders than are asked for when they become nodes: so many seats are not so many nodes', () => {
    const bound = several(20, (one) =>
      pod({ placeholder: 'user', on: `n${1 + Math.floor((one - 1) / 8)}`, memory: '2Gi' }),
    )
    const event = { ...lecture, asks: { user: { students: 20 } } }
    const during: World = { ...base, events: [event], nodes: machines(3), pods: bound }
    const [, , over] = play([
      ['08:50', { ...base, events: [event] }],
      ['09:30', during],
      ['10:00', during],
    ])
    const { desired, size } = poolOf(over)
    assert.deepEqual([desired, size.from], [0, 'nodes'])
    const [action] = diff(play([['08:50', { ...base, events: [event] }]])[0] ?? assert.fail(), observed(base)).actions
    const [taken] = play([['10:00', { ...during, deployments: [applied(action)] }]])
    assert.deepEqual([poolOf(taken).desired, poolOf(taken).size.from], [0, 'nodes'])
  })
  it('goes on as it is for who cannot read the calendar', () => {
    const [decision] = play([['08:50', base]])
    const [action] = diff(decision ?? assert.fail(), observed(base)).actions
    const { events: _, ...blind } = base
    const [next] = play([
      ['09:30', { ...blind, nodes: machines(7), deployments: [applied(action)], calendar: { at: 'loading' } }],
    ])
    const { desired, size } = poolOf(next)
    assert.deepEqual([desired, size], [100, { requests: { memory: 2 * GI }, from: 'seat', packed: true }])
  })
  it('of more people than a pool may have placeholders is served with nodes as soon as one is known', () => {
    const few: World = { ...base, config: config({ seat: { requests: { memory: '2Gi' } }, maxPlaceholders: 10 }) }
    assert.deepEqual(
      sizes(
        play([
          ['08:50', few],
          ['09:02', { ...few, nodes: machines(1) }],
        ]),
      ),
      [
        [10, 'seat', 2],
        [7, 'nodes', 30.4],
      ],
    )
  })
  it('counts in what is assumed until users tell, and does not shrink with them', () => {
    const assumed: World = { ...base, config: config() }
    const come = (memory: string): World => ({ ...assumed, nodes: machines(4), pods: users(10, { memory }) })
    const scenes: Scene[] = [
      ['08:50', assumed],
      ['09:05', come('512Mi')],
      ['09:06', come('3Gi')],
      ['09:07', come('2Gi')],
    ]
    assert.deepEqual(
      sizes(play(scenes)).map(([, from, gi]) => [from, gi]),
      [
        ['seat', 1],
        ['seat', 1],
        ['seat', 3],
        ['seat', 3],
      ],
    )
  })
})

describe('a bare number', () => {
  const base: World = { config: config(), events: [{ ...lecture, asks: { user: 3 } }] }
  it('is served by as many placeholders, one a node, that become nodes as soon as one is known', () => {
    const scenes: Scene[] = [
      ['09:00', base],
      ['09:02', { ...base, nodes: machines(1) }],
      ['09:03', { ...base, nodes: machines(3) }],
    ]
    assert.deepEqual(sizes(play(scenes)), [
      [3, 'seat', 1],
      [3, 'nodes', 30.4],
      [3, 'last known', 30.4],
    ])
    const [decision] = play([['09:00', base]])
    const [action] = diff(decision ?? assert.fail(), observed(base)).actions
    assert.ok(action?.type === 'apply')
    assert.ok('affinity' in (action.manifest.spec.template.spec as object))
  })
})
