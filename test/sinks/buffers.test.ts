import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlaceholderAction } from '../../src/domain/act/action.ts'
import { bufferManifests } from '../../src/domain/act/buffer-manifest.ts'
import { parseResources } from '../../src/domain/scheduling/resources.ts'
import { api } from '../../src/kubernetes/api.ts'
import { applyBuffer, bufferAttempt, deleteBuffer } from '../../src/sinks/buffers.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'
import { poolIn, userPool } from '../support/config.ts'
import { OWNER } from '../support/deployment.ts'

const CONFIG = userPool({ holdBy: 'capacitybuffer' })
const size = { requests: parseResources({ memory: '28Gi' }), from: 'config' } as const
const manifests = bufferManifests(poolIn(CONFIG, 'user'), CONFIG, OWNER, size, 2, 'v1alpha1')
type Delete = Extract<PlaceholderAction, { type: 'delete buffer' }>
const removal: Delete = {
  type: 'delete buffer',
  pool: 'user',
  version: 'v1beta1',
  name: 'user-placeholder',
  namespace: 'hub',
  uid: 'u1',
  because: 'it is not wanted',
}
const BUFFER = '/apis/autoscaling.x-k8s.io/v1beta1/namespaces/hub/capacitybuffers/user-placeholder'
const TEMPLATE = '/api/v1/namespaces/hub/podtemplates/user-placeholder'

describe('a CapacityBuffer that is written', () => {
  it('comes after its PodTemplate, in the version that the cluster serves', async () => {
    const metadata = { uid: 'u1', resourceVersion: '8' }
    await using server = await fakeApi()
    server.serve((exchange) => exchange.answer(200, { metadata }))
    const transport = await connectTo({ server: server.url })
    const effect = await applyBuffer(api(transport), { manifests })
    await transport.close()
    assert.deepEqual(effect, { at: 'done', version: '8', uid: 'u1' })
    assert.deepEqual(
      server.seen.map(({ method, path }) => `${method} ${path}`),
      [`PATCH ${TEMPLATE}`, `PATCH ${BUFFER.replace('v1beta1', 'v1alpha1')}`],
    )
    assert.deepEqual(JSON.parse(server.seen[1]?.body ?? '').spec, {
      podTemplateRef: { name: 'user-placeholder' },
      replicas: 2,
    })
  })
  it('goes before its PodTemplate, and only that which was seen', async () => {
    await using server = await fakeApi()
    server.serve((exchange) => exchange.answer(200, {}))
    const transport = await connectTo({ server: server.url })
    assert.deepEqual(await deleteBuffer(api(transport), removal), { at: 'done' })
    await transport.close()
    assert.deepEqual(
      server.seen.map(({ method, path }) => `${method} ${path}`),
      [`DELETE ${BUFFER}`, `DELETE ${TEMPLATE}`],
    )
    assert.equal(JSON.parse(server.seen[0]?.body ?? '').preconditions.uid, 'u1')
  })
  it('that is gone already is deleted, and what is refused is not', async () => {
    for (const [code, isDone] of [
      [404, true],
      [403, false],
    ] as const) {
      await using server = await fakeApi()
      server.serve((exchange) => exchange.refuse(code))
      const transport = await connectTo({ server: server.url })
      const tried = await deleteBuffer(api(transport), removal).catch(() => undefined)
      await transport.close()
      assert.equal(tried?.at === 'done', isDone)
    }
  })
  it('is named where a try is refused', () =>
    assert.deepEqual(bufferAttempt(removal), {
      verb: 'delete',
      resource: 'capacitybuffers',
      group: 'autoscaling.x-k8s.io',
      namespace: 'hub',
      name: 'user-placeholder',
    }))
})
