import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { listServed } from '../../../src/commands/cluster/served.ts'
import { InputError } from '../../../src/commands/read-input.ts'
import { lentPlace } from '../../../src/domain/lent/lent.ts'
import { api } from '../../../src/kubernetes/api.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'

async function list(place: ReturnType<typeof lentPlace>, answer: (exchange: Exchange) => void) {
  await using server = await fakeApi()
  server.serve(answer)
  await using transport = await connectTo({ server: server.url })
  const items = await listServed({ kubernetes: api(transport), namespace: 'hub' }, place)
  return { items, path: server.seen[0]?.path, selector: server.seen[0]?.query.fieldSelector }
}
const STATEFULSET = lentPlace({ by: 'statefulset', name: 'one' }, 'hub')
const NODEPOOL = lentPlace({ by: 'nodepool', name: 'one' }, 'hub')

suite('a kind that a cluster may not serve', () => {
  for (const [place, path] of [
    [STATEFULSET, '/apis/apps/v1/namespaces/hub/statefulsets'],
    [NODEPOOL, '/apis/karpenter.sh/v1/nodepools'],
  ] as const)
    it(`one object is listed by its name: ${path}`, async () =>
      assert.deepEqual(await list(place, (exchange) => exchange.page([{}], { resourceVersion: '5' })), {
        items: [{}],
        path,
        selector: 'metadata.name=one',
      }))
  for (const status of [403, 404])
    it(`is none where the API server says ${status}`, async () =>
      assert.equal((await list(NODEPOOL, (exchange) => exchange.refuse(status))).items, undefined))
  it('any other refusal is a sentence', async () =>
    assert.rejects(
      list(NODEPOOL, (exchange) => exchange.refuse(500)),
      (error) => error instanceof InputError && /failed to list nodepools/.test(error.message),
    ))
})
