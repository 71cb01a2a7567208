import assert from 'node:assert/strict'
import { type Cluster, eventually } from '../../cluster/index.ts'
import type { Hub } from '../../support/hubs/examples.ts'
import { itServesTheHub } from './support/serves-the-hub.ts'

const NODE_POOLS = '/apis/karpenter.sh/v1/nodepools'

interface NodePool {
  readonly metadata: { readonly resourceVersion: string }
  readonly spec: {
    readonly template: {
      readonly spec: { readonly nodeClassRef: object; readonly requirements: readonly { readonly key: string }[] }
    }
  }
}

/** The example's own NodePool, with the machine of this cluster in place of Amazon's. */
async function applyNodePool(cluster: Cluster, { manifests }: Hub): Promise<void> {
  const [example] = manifests.filter(({ kind }) => kind === 'NodePool') as unknown as NodePool[]
  assert.ok(example)
  const path = `${NODE_POOLS}/user`
  // Karpenter writes the pool's status at the same time.
  await eventually('the NodePool of the example', async () => {
    const there = (await cluster.request('GET', path)) as NodePool
    const { nodeClassRef, requirements } = there.spec.template.spec
    const kept = example.spec.template.spec.requirements.filter(({ key }) => !key.endsWith('/instance-type'))
    const spec = { ...example.spec.template.spec, nodeClassRef, requirements: [...kept, ...requirements] }
    return cluster.request('PUT', path, {
      ...example,
      metadata: { ...example.metadata, resourceVersion: there.metadata.resourceVersion },
      spec: { ...example.spec, template: { ...example.spec.template, spec } },
    })
  })
}

itServesTheHub('eks', {
  pool: 'user',
  labels: { 'karpenter.sh/nodepool': 'user' },
  taints: [],
  machine: { cpu: '7910m', memory: '59600Mi' },
  elsewhere: ['EC2NodeClass'],
  before: applyNodePool,
})
