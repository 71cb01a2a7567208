import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sitTogether } from '../../../../src/domain/profiles/applying/sit-together.ts'
import { parseSelector } from '../../../../src/domain/scheduling/selector.ts'
import { spawned } from '../../../support/profiles.ts'

const selector = parseSelector('component=singleuser-server,team in (a, b),!culled,server') ?? []
const affinityOf = (namespaces: readonly string[], pod = spawned()) =>
  sitTogether(pod, { selector, namespaces }).spec?.affinity
const WISH = {
  weight: 100,
  podAffinityTerm: {
    labelSelector: {
      matchExpressions: [
        { key: 'component', operator: 'In', values: ['singleuser-server'] },
        { key: 'team', operator: 'In', values: ['a', 'b'] },
        { key: 'culled', operator: 'DoesNotExist' },
        { key: 'server', operator: 'Exists' },
      ],
    },
    topologyKey: 'kubernetes.io/hostname',
    namespaces: ['hub'],
  },
}

describe('a pod that seeks the company of users', () => {
  it('prefers nodes where they are, in their namespaces', () =>
    assert.deepEqual(affinityOf(['hub'])?.podAffinity, { preferredDuringSchedulingIgnoredDuringExecution: [WISH] }))
  it('or everywhere', () => {
    const { namespaces: _, ...term } = WISH.podAffinityTerm
    assert.deepEqual(affinityOf([])?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution, [
      { weight: 100, podAffinityTerm: { ...term, namespaceSelector: {} } },
    ])
  })
  it('keeps what it had, and wishes it once', () => {
    const pod = spawned()
    const others = {
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] },
      nodeAffinity: {},
    }
    const had = { ...pod, spec: { ...pod.spec, affinity: others } }
    const once = sitTogether(had, { selector, namespaces: ['hub'] })
    assert.deepEqual(once.spec?.affinity, {
      nodeAffinity: {},
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }, WISH] },
    })
    assert.equal(sitTogether(once, { selector, namespaces: ['hub'] }), once)
  })
})
