import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import { answered, atCluster } from '../../../src/commands/cluster/ask.ts'
import { InputError } from '../../../src/commands/read-input.ts'
import { ConnectionError } from '../../../src/kubernetes/connection-error.ts'
import { jhub } from './jhub.ts'

describe('a cluster that is asked', () => {
  it('is that of the context, in its namespace or the one that is named', async () => {
    await using cluster = await jhub({ '/api/v1/nodes': [] })
    assert.equal(await cluster.at(async ({ namespace }) => namespace), 'jhub')
    const options = { ...cluster.options, namespace: 'lab' }
    assert.equal(await atCluster(options, async ({ namespace }) => namespace), 'lab')
    await cluster.at(({ kubernetes }) => kubernetes.get('/api/v1/nodes'))
    assert.deepEqual(cluster.asked, ['/api/v1/nodes'])
  })
  it('is let go of, also when what was asked fails', async () => {
    await using cluster = await jhub({ '/api/v1/nodes': 403 })
    const asking = cluster.at(({ kubernetes }) => kubernetes.get('/api/v1/nodes'))
    await assert.rejects(asking, /not for you/)
    assert.equal(cluster.asked.length, 1)
    // The server hears of it a moment later.
    await Promise.all([...cluster.open].map((socket) => once(socket, 'close')))
  })
  it('that is none is said before anything is asked', async () =>
    assert.rejects(
      atCluster({ kubeconfig: '/no/such/file' }, () => assert.fail()),
      ConnectionError,
    ))
})

it('a refusal is a sentence with what was tried', async () => {
  await using cluster = await jhub({ '/api/v1/nodes': 403 })
  const refused = cluster.at(({ kubernetes }) =>
    answered(kubernetes.get('/api/v1/nodes'), { verb: 'list', resource: 'nodes', group: '' }),
  )
  await assert.rejects(refused, new InputError('the API server refused to list nodes: not for you (403)'))
})
