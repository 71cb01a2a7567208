import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NotLeading } from '../../src/domain/lease.ts'
import { leaderTransport } from '../../src/kubernetes/leader-transport.ts'
import type { ApiRequest } from '../../src/kubernetes/transport.ts'
import { fakeApi } from './support/fake-api.ts'
import { connectTo } from './support/kubeconfig.ts'

it('who has lost the Lease meanwhile reads, writes nothing, and says why', async () => {
  let leads = true
  await using api = await fakeApi()
  api.serve((exchange) => exchange.answer(200))
  await using connection = await connectTo({ server: api.url })
  const transport = leaderTransport(connection, () => leads)
  const asked = async (method: ApiRequest['method']) => {
    const response = await transport.request({ method, path: `/${method}` })
    await response.text()
  }
  const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
  for (const method of WRITES) await asked(method)
  leads = false
  for (const method of WRITES) await assert.rejects(asked(method), NotLeading)
  await asked('GET')
  leads = true
  await asked('PATCH')
  assert.deepEqual(
    api.seen.map(({ method }) => method),
    [...WRITES, 'GET', 'PATCH'],
  )
})
