import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { giveBack } from '../../../src/commands/give-back/give-back.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { lent } from '../../support/lent/lent.ts'
import { kubeconfigOf } from '../cluster/kubeconfig.ts'

/** A release that has lent z2jh's placeholders, which had 1. @param writer who wrote their count last */
async function cluster(writer: string, code = 200) {
  const api = await fakeApi()
  const files = kubeconfigOf(api)
  const memory = memoryToJson({ ...NO_MEMORY, lent: { 'statefulset/user-placeholder': { count: 1, isTaken: true } } })
  const written: unknown[] = []
  let now = lent({ replicas: 6, writer })
  api.serve((exchange) => {
    if (exchange.path.includes('configmaps')) {
      written.push(JSON.parse(exchange.body).metadata.annotations)
      return exchange.answer(200, { data: { [MEMORY_KEY]: memory } })
    }
    if (exchange.method === 'GET')
      return exchange.answer(200, { items: [{ ...now.holder.raw, metadata: { ...now.holder.raw.metadata } }] })
    if (code !== 200) return exchange.refuse(code, { reason: 'Forbidden', message: 'may not' })
    const { spec } = JSON.parse(exchange.body)
    written.push(spec)
    now = lent({ replicas: spec.replicas, writer: 'warmseats-give-back' })
    exchange.answer(200, { metadata: { resourceVersion: '8' } })
  })
  return {
    written,
    options: { kubeconfig: files.kubeconfig, namespace: 'hub', state: 'hub-state' },
    async [Symbol.asyncDispose]() {
      files[Symbol.dispose]()
      await api.close()
    },
  }
}

describe('warmseats give-back', () => {
  it('tells the controller, and gives the count back', async () => {
    await using world = await cluster('warmseats')
    assert.equal(await giveBack(world.options, async () => {}), 'StatefulSet user-placeholder has 1 again')
    assert.deepEqual(world.written, [{ 'warmseats.io/give-back': 'true' }, { replicas: 1 }])
  })
  it('leaves what somebody else has written', async () => {
    await using world = await cluster('helm')
    assert.equal(await giveBack(world.options, async () => {}), 'all has its count already')
    assert.equal(world.written.length, 1)
  })
  it('says what could not be given back, and why', async () => {
    await using world = await cluster('warmseats', 403)
    await assert.rejects(
      giveBack(world.options, async () => {}),
      /these have not got their counts back:\n.*may not/,
    )
  })
})
