import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { filter, firstValueFrom, share } from 'rxjs'
import { type Reflection, reflect } from '../../../streams/watch/reflect.ts'
import { streamedLists } from '../../../streams/watch/streamed-lists.ts'
import { watch } from '../../../streams/watch/watch.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { fc } from '../../support/properties.ts'
import { listen } from '../support/listen.ts'
import { type Mood, moodyCluster, type Streams } from '../support/moody-cluster.ts'
import { phaseOf } from '../support/watched.ts'

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const phase = fc.constantFrom('Pending', 'Running', 'Failed', 'Succeeded')
const mood: fc.Arbitrary<Mood> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('add' as const, 'remove' as const, 'replace' as const, 'swap' as const),
      name,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), name, phase }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('bookmark', 'close', 'break', 'cut', 'babble', 'compact'),
    }) as fc.Arbitrary<Mood>,
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      // 0: a reset instead of an answer; 200: an answer that is no Kubernetes
      status: fc.constantFrom(0, 200, 401, 403, 404, 410, 429, 500, 503),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
)
/** How many turns of the event loop the client gets before the server's next mood. */
const script = fc.array(fc.tuple(fc.nat({ max: 6 }), mood), { maxLength: 40 })

/** How the server answers who asks for a list as a stream; undefined: nobody asks. */
const lists = fc.constantFrom<Streams | undefined>('served', 'served', 'refused', 'ignored', undefined)

const timings = {
  backoff: { firstMs: 1, capMs: 1, healthyMs: 3 },
  floorMs: 0,
  refused: { firstMs: 1, capMs: 1 },
  malformedCapMs: 1,
  retryAfterCapMs: 1,
  pageLimit: 2,
}

/** Rebuilds the items from nothing but what an aggregate is told. */
const retold = () => {
  const all: string[] = []
  return {
    all,
    applied(item: string, previous: string | undefined) {
      if (previous !== undefined) all.splice(all.indexOf(previous), 1)
      all.push(item)
    },
    deleted: (item: string) => all.splice(all.indexOf(item), 1),
  }
}

it('whatever the server does, the reflection ends as the server is', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(script, lists, async (given, streams) => {
      await using api = await fakeApi()
      await using transport = await connectTo({ server: api.url })
      const cluster = moodyCluster(api, streams)
      const streamed = streams && streamedLists()
      const events = watch({ path: '/api/v1/pods' }, phaseOf, { transport, streamed, timings })
      const reflection$ = events.pipe(reflect({ aggregate: retold }), share())
      using heard = listen(reflection$)
      for (const [turns, next] of given) {
        for (let n = 0; n < turns; n++) await turn()
        cluster.act(next)
      }
      cluster.calm()
      cluster.act({ do: 'add', name: 'last' })
      const marker = [...cluster.wanted().keys()].at(-1) ?? ''
      const seen = ({ items }: Pick<Reflection<string>, 'items'>): boolean => items.has(marker)
      const { items, aggregate } =
        heard.all.find(seen) ?? (await firstValueFrom(reflection$.pipe(filter((each) => seen(each)))))
      assert.deepEqual(new Map([...items].sort()), new Map([...cluster.wanted()].sort()))
      assert.deepEqual(aggregate.all.toSorted(), [...items.values()].sort())
    }),
    { numRuns: 200 },
  )
})
