import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Action } from '../../../src/domain/act/action.ts'
import { identityOf, objectOf } from '../../../src/domain/act/action.ts'
import { diff } from '../../../src/domain/act/diff.ts'
import { LIVE } from '../../../src/domain/cluster/world.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { LentMemory } from '../../../src/domain/lent/memory.ts'
import { config, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { lent } from '../../support/lent/lent.ts'
import { node } from '../../support/node.ts'
import { observed, STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, HOUR } from '../../support/time.ts'

const BORROWS = userPool({ resources: {}, holdBy: 'statefulset', replicas: 2 })
const STATIC = userPool({ holdBy: 'nodepool', holdName: 'static', replicas: 2 })
const TAKEN: LentMemory = { 'statefulset/user-placeholder': { count: 1, isTaken: true } }

function difference(world: World, memory: LentMemory = {}, time = '09:00') {
  const seen = observed(world)
  return diff(decide(seen, { ...NO_MEMORY, lent: memory }, at(time)), seen)
}
const scaled = (actions: readonly Action[]) =>
  actions.flatMap((one) => (one.type === 'scale' ? [[one.reason, objectOf(one), one.from, one.to]] : []))
const madeBy = (name: string) => node({ name, labels: { 'karpenter.sh/nodepool': 'static' } })

describe('a pool that borrows a StatefulSet', () => {
  it('has its count written, and no Deployment', () => {
    const { actions, problems } = difference({ config: BORROWS, lent: [lent()] })
    assert.deepEqual(scaled(actions), [['scale', 'StatefulSet user-placeholder', 1, 2]])
    assert.equal(actions.length, 1)
    assert.deepEqual(problems, [])
    assert.equal(actions.map(identityOf).join(), 'scale to 2')
  })
  it('is not written to before the count that it gets back is stored', () => {
    const count = (storedLent: LentMemory, writer = 'helm', memory: LentMemory = {}) =>
      difference({ config: BORROWS, lent: [lent({ replicas: 1, writer })], storedLent }, memory).actions.length
    const stored = (one: number) => ({ 'statefulset/user-placeholder': { count: one } })
    assert.deepEqual([count({}), count(stored(4)), count(stored(1))], [0, 0, 1])
    assert.equal(count({}, 'warmseats', stored(4)), 1, 'our own count hides nobody’s')
  })
  it('is left alone as it is wanted', () =>
    assert.deepEqual(difference({ config: BORROWS, lent: [lent({ replicas: 2, writer: 'warmseats' })] }).actions, []))
  it('that somebody else scales is healed once it was ours', () => {
    const { actions } = difference({ config: BORROWS, lent: [lent({ replicas: 5, writer: 'kubectl' })] }, TAKEN)
    assert.deepEqual(scaled(actions), [['heal', 'StatefulSet user-placeholder', 5, 2]])
  })
  it('that is not there is a problem with its mend', () => {
    const { actions, problems } = difference({ config: BORROWS })
    assert.deepEqual(actions, [])
    assert.equal(problems.length, 1)
    assert.match(
      problems[0]?.text ?? '',
      /^there is no StatefulSet user-placeholder in hub \(apps\/v1\).*holdBy: deployment$/,
    )
  })
  it('loses the Deployment that it had, once what it borrows is seen', () => {
    const deployments = [deployment()]
    assert.deepEqual(difference({ config: BORROWS, deployments }).actions, [])
    const { actions } = difference({ config: BORROWS, deployments, lent: [lent({ replicas: 2 })] })
    assert.deepEqual(
      actions.map(({ type }) => type),
      ['delete deployment'],
    )
    assert.match(actions[0]?.because ?? '', /held by StatefulSet user-placeholder now/)
  })
  it('is paused by an annotation of it', () => {
    const annotations = { 'warmseats.io/pause': 'until 2026-03-24T12:00' }
    assert.deepEqual(difference({ config: BORROWS, lent: [lent({ annotations })] }).actions, [])
  })
})

describe('a pool that borrows a static NodePool', () => {
  const world = {
    config: STATIC,
    nodes: [madeBy('n1'), madeBy('n2')],
    pods: [pod({ user: 'ada', on: 'n1', cpu: '7', memory: '30Gi' })],
  }
  it('gets nodes for the room that is wanted, beside those with users', () => {
    const { actions } = difference({ ...world, lent: [lent({ by: 'nodepool', replicas: 2 })] })
    assert.deepEqual(scaled(actions), [['scale', 'NodePool static', 2, 3]])
    assert.match(actions[0]?.because ?? '', /; beside 1 with users$/)
  })
  it('loses none while users may be there who are not seen', () => {
    const many = [lent({ by: 'nodepool', replicas: 9, writer: 'warmseats' })]
    assert.equal(difference({ ...world, lent: many, sight: LIVE }).actions.length, 1)
    assert.deepEqual(difference({ ...world, lent: many, sight: STALE }).actions, [])
  })
  it('that is not static is a problem', () => {
    const { problems } = difference({ ...world, lent: [lent({ by: 'nodepool', replicas: null })] })
    assert.match(problems.map(({ text }) => text).join(), /NodePool static is not static: give it spec\.replicas/)
  })
  it('never gets fewer nodes than have users, whatever is asked', () =>
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), fc.nat(12), (users, replicas, from) => {
        const pods = Array.from({ length: users }, (_, at) => pod({ user: `u${at}`, on: `n${at}`, memory: '30Gi' }))
        const nodes = Array.from({ length: 6 }, (_, at) => madeBy(`n${at}`))
        const config = userPool({ holdBy: 'nodepool', holdName: 'static', replicas })
        const { actions } = difference({ config, nodes, pods, lent: [lent({ by: 'nodepool', replicas: from })] })
        for (const one of actions) assert.ok(one.type === 'scale' && one.to >= users)
      }),
      RUNS,
    ))
})

describe('what is lent to no pool any more', () => {
  const others = config({ nodePools: { lab: {} } })
  const ours = [lent({ replicas: 6, writer: 'warmseats' })]
  const back = (world: World, laterMs: number) => {
    const seen = observed({ config: others, ...world })
    const first = decide(seen, { ...NO_MEMORY, lent: TAKEN }, at('09:00'))
    return diff(decide(seen, first.memory, at('09:00') + laterMs), seen)
  }
  it('gets its count back after the fall window, and that is said before', () => {
    const soon = back({ lent: ours }, 1)
    assert.deepEqual(scaled(soon.actions), [])
    assert.match(soon.problems.map(({ text }) => text).join(), /no longer borrows StatefulSet user-placeholder/)
    assert.deepEqual(scaled(back({ lent: ours }, HOUR).actions), [['return', 'StatefulSet user-placeholder', 6, 1]])
  })
  it('keeps what somebody else has written', () =>
    assert.deepEqual(scaled(back({ lent: [lent({ replicas: 6, writer: 'helm' })] }, HOUR).actions), []))
  it('and all of it at once when the release goes', () => {
    const { actions } = difference({ config: BORROWS, lent: ours, givesBack: true }, TAKEN)
    assert.deepEqual(scaled(actions), [['return', 'StatefulSet user-placeholder', 6, 1]])
  })
  it('a NodePool keeps the nodes that users are on', () => {
    const { actions } = difference(
      {
        config: STATIC,
        nodes: [madeBy('n1'), madeBy('n2')],
        pods: [pod({ user: 'ada', on: 'n1' }), pod({ user: 'ben', on: 'n2' })],
        lent: [lent({ by: 'nodepool', replicas: 5, writer: 'warmseats' })],
        givesBack: true,
      },
      { 'nodepool/static': { count: 1, isTaken: true } },
    )
    assert.deepEqual(scaled(actions), [['return', 'NodePool static', 5, 2]])
  })
})
