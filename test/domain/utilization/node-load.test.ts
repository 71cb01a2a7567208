import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { byKeeping, loadOfNode, type NodeLoad } from '../../../src/domain/utilization/node-load.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { viewOf } from '../../support/observed.ts'
import type { PodSpec } from '../../support/pod.ts'
import { at } from '../../support/time.ts'
import { cordonedByUs, podIn, STUDENT, wholeCluster } from '../../support/utilization.ts'

const cluster = wholeCluster({ omitLabels: ['omit'] })
const load = (spec: NodeSpec, ...pods: readonly PodSpec[]): NodeLoad =>
  loadOfNode(
    node(spec),
    viewOf(pods.map((one) => podIn(cluster, { on: spec.name ?? 'n1', ...one }))).occupancy.get(spec.name ?? 'n1'),
  )

const student = { user: 'ada', labels: { [STUDENT]: '' }, memory: '1Gi' }

describe('what a node is to the policy', () => {
  for (const [what, spec, pods, expected] of [
    ['open', {}, [], 'open'],
    ['open with a user', {}, [student], 'open'],
    ['reserved by a placeholder', {}, [{ placeholder: 'user' }], 'reserved'],
    ['reserved, daemons beside it', {}, [{ placeholder: 'user' }, { daemon: 'log' }], 'reserved'],
    ['reserved, an omitted pod beside it', {}, [{ placeholder: 'user' }, { labels: { omit: '' } }], 'reserved'],
    [
      'reserved, a finished pod beside it',
      {},
      [{ placeholder: 'user' }, { user: 'bob', phase: 'Succeeded' }],
      'reserved',
    ],
    ['open with a user beside the placeholder', {}, [{ placeholder: 'user' }, student], 'open'],
    ['ours', cordonedByUs('09:00'), [], 'ours'],
    ['cordoned by hand', { cordoned: true }, [], 'by hand'],
    ['not ready', { notReadySince: at('08:00') }, [], 'not ready'],
    ['not ready, though we cordoned it', { ...cordonedByUs('09:00'), notReadySince: at('08:00') }, [], 'not ready'],
    ['being deleted', { deleting: true }, [], 'leaving'],
    ['on its way out', { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] }, [], 'leaving'],
  ] as const satisfies readonly (readonly [string, NodeSpec, readonly PodSpec[], string])[])
    it(what, () => assert.equal(load(spec, ...pods).standing, expected))
})

describe('what counts on a node', () => {
  it('workload pods: no placeholder, DaemonSet, mirror, omitted or finished pod', () => {
    const one = load(
      {},
      student,
      { memory: '2Gi' },
      { placeholder: 'user', memory: '4Gi' },
      { daemon: 'log', memory: '8Gi' },
      { annotations: { 'kubernetes.io/config.mirror': 'x' }, memory: '16Gi' },
      { labels: { omit: '' }, memory: '32Gi' },
      { namespace: 'kube-system', memory: '64Gi' },
      { phase: 'Failed', memory: '128Gi' },
    )
    assert.deepEqual([one.workloadPods, one.critical, one.workloadBytes / 2 ** 30], [2, 1, 3])
  })
})

describe('the order in which nodes stay in service', () => {
  it('critical ones, then the fullest, then those in service, then by name', () => {
    const loads = [
      load({ name: 'a', ...cordonedByUs('09:00') }),
      load({ name: 'b' }),
      load({ name: 'c' }),
      load({ name: 'd' }, { ...student, name: 's1' }),
      load({ name: 'e' }, { ...student, name: 's2' }, { ...student, name: 's3' }),
      load({ name: 'f' }, { memory: '1Gi' }),
    ]
    assert.equal(
      loads
        .toSorted(byKeeping)
        .map((one) => one.node.name)
        .join(''),
      'fedbca',
    )
  })
})
