import assert from 'node:assert/strict'
import { it } from 'node:test'
import { oneObject$ } from '../../../streams/watch/one-object.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'
import { bookmark, phaseOf, pod } from '../support/watched.ts'

it('one object: there, changed, gone; a bookmark is no news', async () => {
  await using api = await fakeApi()
  await using connection = await connectTo({ server: api.url })
  const one = { watched: 'pods/a', path: '/api/v1/namespaces/hub/pods', name: 'a', project: phaseOf }
  using heard = listen(oneObject$(one, { transport: connection }, clock().scheduler))
  const next = async () => {
    const { value, freshness } = await heard.next()
    return [value, freshness.at]
  }
  assert.deepEqual(await next(), [undefined, 'starting'])
  const list = await api.next()
  assert.equal(list.query.fieldSelector, 'metadata.name=a')
  list.page([pod('a', '5', 'Pending')], { resourceVersion: '5' })
  assert.deepEqual(await next(), ['Pending', 'live'])
  const watching = (await api.next()).stream()
  watching.send(bookmark('6'), { type: 'MODIFIED', object: pod('a', '7') }, { type: 'DELETED', object: pod('a', '8') })
  assert.deepEqual(await next(), ['Running', 'live'])
  assert.deepEqual(await next(), [undefined, 'live'])
  assert.equal(heard.all.length, 4)
})
