import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { readBuffers } from '../../../src/commands/cluster/buffers.ts'
import { api } from '../../../src/kubernetes/api.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { userPool } from '../../support/config.ts'

const object = { metadata: { name: 'user-placeholder', namespace: 'hub', uid: 'u' }, spec: { replicas: 3 } }

/** What is read, and which versions were asked, of a cluster that serves these. */
async function read(holdBy: 'capacitybuffer' | 'deployment', ...served: readonly string[]) {
  await using server = await fakeApi()
  const asked: string[] = []
  server.serve((exchange) => {
    const [, , , version = ''] = exchange.path.split('/')
    asked.push(version)
    if (served.includes(version)) exchange.page([object], { resourceVersion: '5' })
    else exchange.refuse(404)
  })
  const transport = await connectTo({ server: server.url })
  const { version, byName } = await readBuffers({ kubernetes: api(transport), namespace: 'hub' }, userPool({ holdBy }))
  await transport.close()
  return [version, [...byName.keys()].join(), asked.join()]
}

suite('CapacityBuffers, asked once', () => {
  it('are not asked for where no pool is held by one', async () =>
    assert.deepEqual(await read('deployment', 'v1beta1'), [undefined, '', '']))
  it('are those of the version that we prefer', async () =>
    assert.deepEqual(await read('capacitybuffer', 'v1beta1', 'v1alpha1'), ['v1beta1', 'user-placeholder', 'v1beta1']))
  it('else of the one that is served', async () =>
    assert.deepEqual(await read('capacitybuffer', 'v1alpha1'), ['v1alpha1', 'user-placeholder', 'v1beta1,v1alpha1']))
  it('are none where none is', async () =>
    assert.deepEqual(await read('capacitybuffer'), [undefined, '', 'v1beta1,v1alpha1']))
})
