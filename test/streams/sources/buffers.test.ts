/** CapacityBuffers, from a real HTTP server: a cluster that serves none is not waited for, and asked again. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concat, NEVER, of } from 'rxjs'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Config } from '../../../src/domain/settings/config.ts'
import { buffers$ } from '../../../streams/sources/buffers.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { userPool } from '../../support/config.ts'
import { clock } from '../support/clock.ts'
import { live, STATE } from '../support/inputs.ts'
import { listen } from '../support/listen.ts'

const BUFFERED = userPool({ holdBy: 'capacitybuffer' })
const object = {
  metadata: { name: 'user-placeholder', namespace: 'hub', uid: 'u', resourceVersion: '5' },
  spec: { replicas: 3 },
}

async function hear(config: Config, lent = {}) {
  const api = await fakeApi()
  const transport = await connectTo({ server: api.url })
  const state = live({ ...STATE, memory: { ...NO_MEMORY, lent } })
  const time = clock()
  const source$ = buffers$(
    concat(of(config), NEVER),
    concat(of(state), NEVER),
    { transport, namespace: 'hub' },
    time.scheduler,
  )
  const heard = listen(source$)
  return {
    api,
    time,
    next: async () => {
      const { value, freshness } = await heard.next()
      const all = [...value.byName.values()].map(({ name, holder }) => `${name} ${holder.replicas}`)
      return [freshness.at, value.version, all.join()]
    },
    async [Symbol.asyncDispose]() {
      heard[Symbol.dispose]()
      await transport.close()
      await api.close()
    },
  }
}
const group = (...versions: readonly string[]) => ({ versions: versions.map((version) => ({ version })) })

describe('CapacityBuffers', () => {
  it('are none, and nobody is asked, where no pool is held by one', async () => {
    await using heard = await hear(userPool())
    assert.deepEqual(await heard.next(), ['live', undefined, ''])
    assert.equal(heard.api.seen.length, 0)
  })
  for (const [served, version] of [
    [['v1alpha1', 'v1beta1'], 'v1beta1'],
    [['v1alpha1'], 'v1alpha1'],
  ] as const)
    it(`are read as ${version} where ${served.join(' and ')} is served`, async () => {
      await using heard = await hear(BUFFERED)
      ;(await heard.api.next()).answer(200, group(...served))
      assert.deepEqual(await heard.next(), ['starting', version, ''])
      ;(await heard.api.next()).page([object], { resourceVersion: '5' })
      assert.deepEqual(await heard.next(), ['live', version, 'user-placeholder 3'])
      assert.equal(heard.api.seen[1]?.path, `/apis/autoscaling.x-k8s.io/${version}/namespaces/hub/capacitybuffers`)
    })
  for (const code of [403, 404])
    it(`are none where the API says ${code}`, async () => {
      await using heard = await hear(BUFFERED)
      ;(await heard.api.next()).answer(200, group('v1beta1'))
      assert.deepEqual(await heard.next(), ['starting', 'v1beta1', ''])
      ;(await heard.api.next()).refuse(code)
      assert.deepEqual(await heard.next(), ['live', undefined, ''])
    })
  it('are none where the cluster serves no such API, which is asked for again', async () => {
    await using heard = await hear(BUFFERED)
    ;(await heard.api.next()).refuse(404)
    assert.deepEqual(await heard.next(), ['live', undefined, ''])
    await heard.time.advance(60_000)
    ;(await heard.api.next()).answer(200, group('v1beta1'))
    assert.deepEqual(await heard.next(), ['starting', 'v1beta1', ''])
  })
  it('are read as well while one of a pool that left is remembered', async () => {
    await using heard = await hear(userPool(), { 'capacitybuffer/user-placeholder': { count: 0 } })
    ;(await heard.api.next()).answer(200, group('v1beta1'))
    assert.deepEqual(await heard.next(), ['starting', 'v1beta1', ''])
  })
})
