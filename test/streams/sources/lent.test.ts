/** What pools borrow, from a real HTTP server: of what a cluster does not serve is none, and nobody waits for it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concat, NEVER, of } from 'rxjs'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Config } from '../../../src/domain/settings/config.ts'
import { lent$ } from '../../../streams/sources/lent.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { userPool } from '../../support/config.ts'
import { clock } from '../support/clock.ts'
import { live, STATE } from '../support/inputs.ts'
import { listen } from '../support/listen.ts'

const STATEFULSET = userPool({ resources: {}, holdBy: 'statefulset' })
const NODEPOOL = userPool({ holdBy: 'nodepool', holdName: 'static' })
const object = {
  metadata: { name: 'user-placeholder', namespace: 'hub', uid: 'u', resourceVersion: '5' },
  spec: { replicas: 3 },
}

async function hear(config: Config, answer: (list: Exchange) => void, remembered = {}) {
  const api = await fakeApi()
  const transport = await connectTo({ server: api.url })
  const state = live({ ...STATE, memory: { ...NO_MEMORY, lent: remembered } })
  const source$ = lent$(
    concat(of(config), NEVER),
    concat(of(state), NEVER),
    { transport, namespace: 'hub' },
    clock().scheduler,
  )
  const heard = listen(source$)
  return {
    api,
    next: async () => {
      const { value, freshness } = await heard.next()
      return [freshness.at, [...value].map(([key, { holder }]) => `${key} ${holder.replicas}`).join()]
    },
    answer: async () => answer(await api.next()),
    async [Symbol.asyncDispose]() {
      heard[Symbol.dispose]()
      await transport.close()
      await api.close()
    },
  }
}

describe('what pools borrow', () => {
  it('is nothing, and at once, where none does', async () => {
    await using heard = await hear(userPool(), () => assert.fail())
    assert.deepEqual(await heard.next(), ['live', ''])
  })
  it('is waited for, and asked for by its name alone', async () => {
    await using heard = await hear(STATEFULSET, (list) => list.page([object], { resourceVersion: '5' }))
    assert.deepEqual(await heard.next(), ['starting', ''])
    await heard.answer()
    assert.deepEqual(await heard.next(), ['live', 'statefulset/user-placeholder 3'])
    assert.equal(heard.api.seen[0]?.path, '/apis/apps/v1/namespaces/hub/statefulsets')
    assert.equal(heard.api.seen[0]?.query.fieldSelector, 'metadata.name=user-placeholder')
  })
  for (const code of [403, 404])
    it(`is none where the API says ${code}`, async () => {
      await using heard = await hear(NODEPOOL, (list) => list.refuse(code))
      assert.deepEqual(await heard.next(), ['starting', ''])
      await heard.answer()
      assert.deepEqual(await heard.next(), ['live', ''])
    })
  it('is also what was lent before, until it has its count back', async () => {
    const remembered = { 'statefulset/user-placeholder': { count: 1 } }
    await using heard = await hear(userPool(), (list) => list.page([object], { resourceVersion: '5' }), remembered)
    assert.deepEqual(await heard.next(), ['starting', ''])
    await heard.answer()
    assert.deepEqual(await heard.next(), ['live', 'statefulset/user-placeholder 3'])
  })
})
