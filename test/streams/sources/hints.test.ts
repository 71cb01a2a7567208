/** What a cluster says beside, from a real HTTP server: what it shows is read, what it refuses is not waited for. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { concat, NEVER, of } from 'rxjs'
import type { Hints } from '../../../src/domain/cluster/hints.ts'
import { hints$ } from '../../../streams/sources/hints.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { userPool } from '../../support/config.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'

const config = userPool({}, { userPods: { namespaces: ['users'] } })
const metadata = (name: string, namespace = 'hub') => ({ name, namespace, uid: name, resourceVersion: '5' })

const ITEMS: Readonly<Record<string, readonly object[]>> = {
  '/apis/karpenter.sh/v1/nodepools': [{ metadata: metadata('default'), spec: { limits: { cpu: '160' } } }],
  '/api/v1/namespaces/hub/resourcequotas': [{ metadata: metadata('compute'), spec: { hard: { pods: '40' } } }],
  '/api/v1/namespaces/users/resourcequotas': [
    { metadata: metadata('people', 'users'), spec: { hard: { 'requests.memory': '64Gi' } } },
  ],
  '/api/v1/namespaces/hub/events': [
    {
      metadata: metadata('e1'),
      involvedObject: { kind: 'Pod', name: 'user-placeholder-1-a', uid: 'p1' },
      reason: 'FailedScheduling',
      source: { component: 'karpenter' },
      message: 'no capacity',
    },
    { metadata: metadata('e2'), involvedObject: { kind: 'Pod', name: 'jupyter-ada', uid: 'p2' }, reason: 'Evicted' },
  ],
}

const said = ({ limits, schedulingEvents }: Hints) => ({
  pools: limits.karpenterPools.map(({ name }) => name),
  quotas: limits.quotas.map(({ name, namespace }) => `${namespace}/${name}`).toSorted(),
  events: [...schedulingEvents.values()].map(({ podUid, by }) => `${podUid} ${by}`),
})

async function hear(answer: (list: Exchange) => void) {
  const api = await fakeApi()
  const transport = await connectTo({ server: api.url })
  const heard = listen(hints$(concat(of(config), NEVER), { transport, namespace: 'hub' }, clock().scheduler))
  const first = await heard.next()
  let [lists, watches] = [0, 0]
  /** A watch may be opened before the next list is asked for. */
  const serve = async (untilLists: number, untilWatches: number) => {
    while (lists < untilLists || watches < untilWatches) {
      const asked = await api.next()
      if (asked.query.watch) {
        asked.stream()
        watches += 1
      } else {
        answer(asked)
        lists += 1
      }
    }
  }
  const stop = async () => {
    heard[Symbol.dispose]()
    await transport.close()
    await api.close()
  }
  return { first: said(first), heard, stop, serve }
}

it('is nothing at once, then the limits, and who said what of placeholders', async () => {
  const { first, heard, stop, serve } = await hear((list) =>
    list.page(ITEMS[list.path] ?? [], { resourceVersion: '5' }),
  )
  assert.deepEqual(first, { pools: [], quotas: [], events: [] })
  await serve(4, 4)
  assert.deepEqual(said(heard.all.at(-1) ?? assert.fail()), {
    pools: ['default'],
    quotas: ['hub/compute', 'users/people'],
    events: ['p1 karpenter'],
  })
  await stop()
})

it('of what we may not see is nothing, and what we may see is there', async () => {
  const seen = '/api/v1/namespaces/hub/resourcequotas'
  const { heard, stop, serve } = await hear((list) =>
    list.path === seen ? list.page(ITEMS[seen] ?? [], { resourceVersion: '5' }) : list.refuse(403),
  )
  await serve(4, 1)
  assert.deepEqual(said(heard.all.at(-1) ?? assert.fail()), { pools: [], quotas: ['hub/compute'], events: [] })
  await stop()
})
