import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NOT_WATCHED, placingIn, type Watched, watch } from '../../../src/domain/utilization/placing.ts'
import { scopesOf } from '../../../src/domain/utilization/scope.ts'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'

const START = at('09:00')
const NODES = ['n1', 'n2', 'n3'].map((name) => node({ name, memory: '64Gi', cpu: '16' }))
const world = (pods: readonly PodSpec[]) =>
  observed({ config: config(), nodes: NODES, pods: pods.map((one) => pod({ memory: '1Gi', ...one })) })

/** Looks at each of these worlds, a minute apart. */
function seen(...worlds: readonly (readonly PodSpec[])[]) {
  let watched: Watched = NOT_WATCHED
  let last = world([])
  worlds.forEach((pods, minute) => {
    last = world(pods)
    watched = watch(scopesOf(last), last, watched, START + minute * MINUTE)
  })
  const [scope] = scopesOf(last)
  assert.ok(scope)
  return placingIn(scope, last, watched)
}

/** Three on n1, one on n2, before anybody looks. */
const BEFORE: readonly PodSpec[] = ['n1', 'n1', 'n1', 'n2'].map((on, number) => ({ user: `old${number}`, on }))
/** In the minute after the first look. */
const come = (count: number, onto: (number: number) => string): PodSpec[] =>
  several(count, (number) => ({ user: `new${number}`, on: onto(number), boundAt: START + number * 1000 }))

describe('who places users', () => {
  it('is not known of those who were there before anybody looked, nor while few came', () => {
    assert.equal(seen(BEFORE).at, 'unknown')
    assert.equal(seen(BEFORE, [...BEFORE, ...come(7, () => 'n1')]).at, 'unknown')
  })
  it('packs when they go to the fullest node', () => {
    const { at: found, because } = seen(BEFORE, [...BEFORE, ...come(8, () => 'n1')])
    assert.deepEqual([found, because], ['packing', '8 of the last 8 users who had a choice went to the fullest node'])
  })
  it('spreads when they go to the emptiest', () => {
    // n3 is empty, n2 has one, n1 three: as the default scheduler fills them up.
    const order = ['n3', 'n2', 'n3', 'n2', 'n3', 'n1', 'n2', 'n3', 'n1', 'n2', 'n3', 'n1', 'n2', 'n3']
    assert.equal(seen(BEFORE, [...BEFORE, ...come(order.length, (number) => order[number - 1] ?? '')]).at, 'spreading')
  })
  it('is not known when they go now here, now there', () => {
    const mixed = come(12, (number) => ['n1', 'n3', 'n1', 'n2'][number % 4] ?? '')
    assert.equal(seen(BEFORE, [...BEFORE, ...mixed]).at, 'unknown')
  })
  it('is not told by those who had no choice: other nodes had no room, placeholders counted', () => {
    const full: PodSpec[] = ['n1', 'n2'].map((on) => ({ placeholder: 'user', on, memory: '63Gi' }))
    assert.equal(seen([...BEFORE, ...full], [...BEFORE, ...full, ...come(12, () => 'n3')]).at, 'unknown')
  })
  it('stays known while nobody comes, and after all have left', () => {
    const crowd = [...BEFORE, ...come(8, () => 'n1')]
    assert.equal(seen(BEFORE, crowd, crowd, []).at, 'packing')
  })
  it('packs when most users name a scheduler that does', () => {
    const named = (schedulerName: string) => seen(BEFORE.map((one) => ({ ...one, schedulerName })))
    assert.deepEqual(named('hub-user-scheduler'), {
      at: 'packing',
      because: 'users name the scheduler hub-user-scheduler, which fills one node before the next',
    })
    assert.equal(named('warmseats-packing-scheduler').at, 'packing')
    assert.equal(named('default-scheduler').at, 'unknown')
    assert.equal(named('somebody-elses').at, 'unknown')
    const half = BEFORE.map((one, number) => (number < 2 ? { ...one, schedulerName: 'user-scheduler' } : one))
    assert.equal(seen(half).at, 'unknown')
  })
})
