import assert from 'node:assert/strict'
import { it } from 'node:test'
import { optional$ } from '../../../streams/watch/optional.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { MINUTE } from '../../support/time.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'
import { phaseOf, pod } from '../support/watched.ts'

const resource = { path: '/apis/karpenter.sh/v1/nodepools' }

it('what a cluster does not serve is nothing at once, is asked for each ten minutes, and is there when it comes', async () => {
  await using api = await fakeApi()
  await using transport = await connectTo({ server: api.url })
  const { scheduler, advance } = clock()
  let refused: () => void = () => undefined
  const random = () => {
    refused()
    return 0
  }
  using heard = listen(optional$(resource, phaseOf, { transport, random }, scheduler))
  assert.deepEqual([...(await heard.next())], [])
  for (let times = 0; times < 12; times += 1) {
    const waits = new Promise<void>((resolve) => {
      refused = resolve
    })
    ;(await api.next()).refuse(404, { reason: 'NotFound' })
    await waits
    await advance(9 * MINUTE)
    assert.equal(api.seen.length, times + 1)
    await advance(MINUTE)
  }
  ;(await api.next()).page([pod('a', '5', 'Running')], { resourceVersion: '5' })
  await api.next()
  assert.deepEqual([...(heard.all.at(-1)?.values() ?? [])], ['Running'])
})
