import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ASKED_AGAIN_MS, listenServed } from '../../../streams/watch/listen-served.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'
import { phaseOf, pod } from '../support/watched.ts'

for (const status of [403, 404])
  it(`a kind of which the API server says ${status} is nothing, is asked for again, and is there when it comes`, async () => {
    await using api = await fakeApi()
    await using transport = await connectTo({ server: api.url })
    const { scheduler, advance } = clock()
    const told: boolean[] = []
    const waits = Promise.withResolvers<void>()
    const random = () => {
      waits.resolve()
      return 0
    }
    const deps = { transport, random, onRefused: (isRefused: boolean) => void told.push(isRefused) }
    using heard = listen(listenServed('things', { path: '/api/v1/pods' }, phaseOf, deps, scheduler))
    ;(await api.next()).refuse(status)
    assert.deepEqual(await heard.next(), { type: 'synced', items: new Map() })
    await waits.promise
    await advance(ASKED_AGAIN_MS)
    ;(await api.next()).page([pod('a', '5', 'Running')], { resourceVersion: '5' })
    const event = await heard.next()
    assert.deepEqual(event.type === 'synced' && [...event.items.values()], ['Running'])
    assert.deepEqual(told, [true, false])
  })

it('another failure is told as it is, and does not say that the kind is refused', async () => {
  await using api = await fakeApi()
  await using transport = await connectTo({ server: api.url })
  const told: boolean[] = []
  const deps = { transport, onRefused: (isRefused: boolean) => void told.push(isRefused) }
  using heard = listen(listenServed('things', { path: '/api/v1/pods' }, phaseOf, deps, clock().scheduler))
  ;(await api.next()).refuse(500)
  assert.equal((await heard.next()).type, 'failed')
  assert.deepEqual(told, [false])
})
