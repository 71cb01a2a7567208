import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LentBy } from '../../src/domain/settings/hold.ts'
import { api } from '../../src/kubernetes/api.ts'
import { scaleLent } from '../../src/sinks/scale-lent.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'

async function written(by: LentBy, reason: 'scale' | 'return') {
  await using server = await fakeApi()
  const transport = await connectTo({ server: server.url })
  server.serve((exchange) => exchange.answer(200, { kind: 'Scale', metadata: { resourceVersion: '8' } }))
  const action = { lent: { by, name: 'one' }, reason, namespace: 'hub', to: 4, resourceVersion: '7' } as const
  const effect = await scaleLent(api(transport), action)
  await transport.close()
  const [asked] = server.seen
  return { effect, path: asked?.path, manager: asked?.query.fieldManager, body: JSON.parse(asked?.body ?? '') }
}

describe('the count of what is lent', () => {
  it('is all that is written, through `scale`, onto the version that was seen', async () => {
    const { effect, path, manager, body } = await written('statefulset', 'scale')
    assert.equal(path, '/apis/apps/v1/namespaces/hub/statefulsets/one/scale')
    assert.deepEqual(body, { metadata: { resourceVersion: '7' }, spec: { replicas: 4 } })
    assert.equal(manager, 'warmseats')
    assert.deepEqual(effect, { at: 'done', version: '8' })
  })
  it('is told from ours when it is given back', async () =>
    assert.equal((await written('statefulset', 'return')).manager, 'warmseats-give-back'))
  it('of a NodePool is in no namespace', async () =>
    assert.equal((await written('nodepool', 'scale')).path, '/apis/karpenter.sh/v1/nodepools/one/scale'))
})
