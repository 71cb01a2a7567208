import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Action } from '../../../src/domain/act/action.ts'
import { objectOf } from '../../../src/domain/act/action.ts'
import { diff } from '../../../src/domain/act/diff.ts'
import { INTENT } from '../../../src/domain/act/manifest.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { type BufferSpec, buffer, buffers } from '../../support/buffer/buffer.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { observed, type World } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const CONFIG = userPool({ holdBy: 'capacitybuffer', replicas: 2 })
const NOW = at('09:00')

function difference(world: World) {
  const seen = observed({ config: CONFIG, ...world })
  return diff(decide(seen, NO_MEMORY, NOW), seen)
}
const said = (actions: readonly Action[]) =>
  actions.map((one) =>
    [one.type, objectOf(one), 'reason' in one ? one.reason : '', 'to' in one ? one.to : ''].join(' '),
  )
const made = () => {
  const [action] = difference({ buffers: buffers() }).actions
  if (action?.type !== 'apply buffer') throw new Error(`not a buffer: ${action?.type}`)
  return action
}
/** As we want it, but for what the test says. */
const ours = (spec: BufferSpec = {}) =>
  buffer({
    replicas: 2,
    annotations: { [INTENT]: made().manifests.buffer.metadata.annotations[INTENT] ?? '' },
    ...spec,
  })

describe('a pool that a CapacityBuffer holds', () => {
  it('gets one, with its PodTemplate, that belong to the release', () => {
    const { manifests, to, reason } = made()
    assert.deepEqual([to, reason], [2, 'create'])
    const { template, buffer } = manifests
    assert.equal(buffer.apiVersion, 'autoscaling.x-k8s.io/v1beta1')
    assert.deepEqual(buffer.spec, { podTemplateRef: { name: 'user-placeholder' }, replicas: 2 })
    for (const { metadata } of [template, buffer]) {
      assert.equal(metadata.name, 'user-placeholder')
      assert.equal(metadata.ownerReferences[0]?.uid, 'uid-warmseats-state')
    }
    assert.match(JSON.stringify(template.template), /"memory":"28Gi"/)
  })
  it('in the version that the cluster serves', () => {
    const [action] = difference({ buffers: { ...buffers(), version: 'v1alpha1' } }).actions
    assert.match(JSON.stringify(action), /"apiVersion":"autoscaling\.x-k8s\.io\/v1alpha1"/)
  })
  it('is left alone as it is wanted, and has no Deployment', () => {
    assert.deepEqual(difference({ buffers: buffers(ours()) }), { actions: [], problems: [] })
  })
  const writes: readonly (readonly [string, BufferSpec, string])[] = [
    ['another count', { replicas: 5 }, 'scale 2'],
    ['a count that somebody else wrote', { replicas: 5, scaledBy: 'kubectl' }, 'heal 2'],
    ['another template', { annotations: { [INTENT]: 'old' } }, 'change 2'],
    ['another PodTemplate', { template: 'theirs' }, 'heal 2'],
    ['a PodTemplate that somebody deleted', { ready: false, reason: 'PodTemplateNotFound', since: NOW }, 'heal 2'],
  ]
  for (const [what, spec, is] of writes)
    it(`has put right: ${what}`, () =>
      assert.deepEqual(said(difference({ buffers: buffers(ours(spec)) }).actions), [
        `apply buffer CapacityBuffer user-placeholder ${is}`,
      ]))
  it('whose buffer somebody else made has placeholders, and that is said', () => {
    const { actions, problems } = difference({ buffers: buffers(buffer({ owner: 'theirs' })) })
    assert.deepEqual(said(actions), ['apply user-placeholder create 2'])
    assert.match(problems[0]?.text ?? '', /CapacityBuffer user-placeholder is not ours/)
  })
  it('is paused by an annotation of the buffer', () => {
    const annotations = { 'warmseats.io/pause': 'until 2026-03-24T12:00' }
    assert.deepEqual(difference({ buffers: buffers(buffer({ replicas: 7, annotations })) }).actions, [])
  })
})

const BUFFER: [string, number] = ['buffer', 1]
const PODS: [string, number] = ['pods', 1]

/** For how many each asks when the actions are done. */
function asked(before: readonly (readonly [string, number])[], actions: readonly Action[]): Map<string, number> {
  const after = actions.flatMap((one): [string, number][] => {
    if (one.type === 'apply buffer') return [['buffer', one.to]]
    if (one.type === 'apply') return [['pods', one.to]]
    return one.type === 'delete deployment' ? [['pods', 0]] : []
  })
  return new Map([...before, ...after])
}

describe('where a buffer does not work', () => {
  const UNREADY = { ready: false, reason: 'ResolutionFailed', since: NOW - MINUTE } as const
  it('it is waited for a minute, and looked at again then', () => {
    const { actions, problems, revisitAt } = difference({ buffers: buffers(ours({ ...UNREADY, since: NOW - 1000 })) })
    assert.deepEqual([actions, problems, revisitAt], [[], [], NOW - 1000 + MINUTE])
  })
  it('placeholders hold the room, the buffer asks for nothing, and it is said', () => {
    const { actions, problems } = difference({ buffers: buffers(ours(UNREADY)) })
    assert.deepEqual(said(actions), [
      'apply user-placeholder create 2',
      'apply buffer CapacityBuffer user-placeholder scale 0',
    ])
    assert.equal(problems[0]?.where, 'nodePools.user.holdBy')
    assert.match(problems[0]?.text ?? '', /: ResolutionFailed; a Deployment of placeholders holds the room/)
  })
  it('so where the cluster serves none', () => {
    const { actions, problems } = difference({})
    assert.deepEqual(said(actions), ['apply user-placeholder create 2'])
    assert.match(problems[0]?.text ?? '', /^the cluster serves no CapacityBuffer/)
  })
  it('once it works it has the room again, and the placeholders go', () => {
    const world = {
      buffers: buffers(ours({ replicas: 0 })),
      deployments: [deployment({ config: CONFIG, replicas: 2 })],
    }
    assert.deepEqual(said(difference(world).actions), [
      'apply buffer CapacityBuffer user-placeholder scale 2',
      'delete deployment user-placeholder removed ',
    ])
  })
  it('never both ask for the room, and never nobody', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(true, false, null),
        fc.nat(2 * MINUTE),
        fc.boolean(),
        fc.boolean(),
        (ready, agoMs, isServed, hasPods) => {
          const seen = ours({ ready, since: NOW - agoMs, created: NOW - agoMs, replicas: 1 })
          const { actions } = difference({
            ...(isServed ? { buffers: buffers(seen) } : {}),
            deployments: hasPods ? [deployment({ config: CONFIG, replicas: 1 })] : [],
          })
          const before: [string, number][] = [...(isServed ? [BUFFER] : []), ...(hasPods ? [PODS] : [])]
          assert.deepEqual(
            [...asked(before, actions).values()].filter((count) => count > 0),
            [2],
          )
        },
      ),
      RUNS,
    ))
})
