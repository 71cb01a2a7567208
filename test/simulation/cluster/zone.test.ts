/** Zones: what the product's own placeholders get of them, from each kind of autoscaler. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { play } from '../../../src/simulation/played.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'

const scenario = (autoscaler: string) => `
title: Two small placeholders, three zones
start: 2026-03-24 08:00
end: 2026-03-24 08:30
pools:
  user: {node: {cpu: 8, memory: 32Gi, pods: 110}, seat: {cpu: 100m, memory: 3Gi}, zones: [a, b, c]}
autoscaler: {kind: ${autoscaler}}
config:
  nodePools:
    user: {nodeSelector: {hub.jupyter.org/pool-name: user}, replicas: 2, resources: {requests: {memory: 9Gi}}}
`

for (const [autoscaler, nodes] of [
  ['cluster-autoscaler', 1],
  ['karpenter', 2],
] as const)
  it(`placeholders that fit one node get ${nodes} from ${autoscaler}`, async () => {
    const read = await readScenario(scenario(autoscaler), { readText: async () => '' })
    assert.equal((await play(read.scenario, { at: 'warmseats' })).boots, nodes)
  })
