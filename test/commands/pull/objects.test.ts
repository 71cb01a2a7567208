import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fuseOf, pullerOf, type Template } from '../../../src/commands/pull/objects.ts'
import { MINUTE } from '../../support/time.ts'
import { plan } from './support.ts'

const images = ['quay.io/hub/a:2', 'quay.io/hub/b:2']
const template: Template = {
  annotations: { 'sidecar.istio.io/inject': 'false' },
  nodeSelector: { pool: 'user' },
  tolerations: [{ key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' }],
  priorityClassName: 'warmseats-placeholder',
  securityContext: { runAsNonRoot: true },
  imagePullSecrets: [{ name: 'registry' }, {}],
}
interface Puller {
  readonly metadata: { readonly ownerReferences: readonly object[]; readonly annotations: object }
  readonly spec: {
    readonly containers: readonly { readonly image: string; readonly resources: object }[]
    readonly [key: string]: unknown
  }
}
const puller = (options: Parameters<typeof plan>[0] = {}) =>
  pullerOf(plan({ images, ...options }), template, 'n1', 'pull-r1-1', 'uid-1') as Puller

describe('a pod that pulls', () => {
  it('has a container for each image, which asks for nothing', () => {
    const { containers } = puller().spec
    assert.deepEqual(
      containers.map(({ image }) => image),
      images,
    )
    for (const { resources } of containers) assert.deepEqual(resources, { requests: { cpu: '0', memory: '0' } })
  })
  it('gets to its node as placeholders do, and takes the place of nobody', () => {
    const { tolerations, priorityClassName, affinity, securityContext, nodeName } = puller().spec
    assert.deepEqual([tolerations, priorityClassName], [template.tolerations, 'warmseats-placeholder'])
    assert.deepEqual(securityContext, { runAsNonRoot: true })
    assert.match(
      JSON.stringify(affinity),
      /"matchFields":\[\{"key":"metadata.name","operator":"In","values":\["n1"\]\}\]/,
    )
    assert.equal(nodeName, undefined)
  })
  it('has their annotations, and keeps no autoscaler from its node', () =>
    assert.deepEqual(puller().metadata.annotations, {
      'sidecar.istio.io/inject': 'false',
      'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true',
    }))
  it('has the Secrets of placeholders and those that are named, each once', () => {
    const { imagePullSecrets } = puller({ secret: ['key', 'registry'] }).spec
    assert.deepEqual(imagePullSecrets, [{ name: 'registry' }, { name: 'key' }])
  })
  it('belongs to a Job without pods, whose deadline takes it away', () => {
    assert.deepEqual(puller().metadata.ownerReferences, [
      { apiVersion: 'batch/v1', kind: 'Job', name: 'pull-r1', uid: 'uid-1' },
    ])
    const { spec } = fuseOf(plan({ timeout: '5m' })) as { spec: Record<string, unknown> }
    assert.deepEqual(
      [spec.parallelism, spec.activeDeadlineSeconds, spec.ttlSecondsAfterFinished],
      [0, (6 * MINUTE) / 1000, 0],
    )
  })
})
