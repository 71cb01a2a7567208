import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../src/commands/cluster/objects.ts'
import { InputError } from '../../../src/commands/read-input.ts'
import { poolLabels, userPool } from '../../support/config.ts'
import { DEPLOYMENTS, type Held, jhub } from './jhub.ts'

const NODE = {
  metadata: { name: 'n1', uid: 'n1', labels: poolLabels('user') },
  status: { allocatable: { cpu: '8', memory: '32Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] },
}
const USER = {
  metadata: { name: 'jupyter-ada', namespace: 'jhub', uid: 'ada', labels: { component: 'singleuser-server' } },
  spec: { nodeName: 'n1', containers: [{ resources: { requests: { memory: '2Gi' } } }] },
  status: { phase: 'Running' },
}
const HELD: Held = { '/api/v1/nodes': [NODE, {}], '/api/v1/pods': [USER], [DEPLOYMENTS]: [] }

async function objects(held: Held) {
  await using cluster = await jhub(held)
  return await cluster.at((place) => readObjects(place, userPool()))
}

describe('what is there', () => {
  it('is nodes and pods of the cluster, and placeholders of the namespace; what is none is passed over', async () => {
    const { nodes, pods, deployments } = await objects(HELD)
    assert.deepEqual([...nodes.keys()], ['n1'])
    assert.equal(pods.occupancy.get('n1')?.users, 1)
    assert.equal(deployments.size, 0)
  })
  it('that may not be listed is a sentence: a decision without it would be wrong', async () => {
    for (const path of Object.keys(HELD))
      await assert.rejects(
        objects({ ...HELD, [path]: 403 }),
        (error) => error instanceof InputError && /list .*403/.test(error.message),
      )
  })
})
