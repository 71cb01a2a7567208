import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BehaviorSubject, type Observable } from 'rxjs'
import { servedPods$, serviceRefs$ } from '../../../streams/profiles/service-refs.ts'
import { state$ } from '../../../streams/sources/state.ts'
import { type ListenDeps, listen } from '../../../streams/watch/listen.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { clock } from '../support/clock.ts'

/** What is told of a watch that the API server refuses at first, then answers. */
async function toldOf(
  listening: (deps: ListenDeps, scheduler: ReturnType<typeof clock>['scheduler']) => Observable<unknown>,
) {
  await using api = await fakeApi()
  await using connection = await connectTo({ server: api.url })
  const time = clock()
  const told: string[] = []
  const [failing, well] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const onHealth: ListenDeps['onHealth'] = (watched, failure) => {
    told.push(`${watched}: ${failure?.kind ?? 'well'}`)
    const state = failure ? failing : well
    state.resolve()
  }
  const heard = listening({ transport: connection, random: () => 0.5, onHealth }, time.scheduler).subscribe()
  ;(await api.next()).refuse(403, { reason: 'Forbidden' })
  const again = api.next()
  await failing.promise
  await time.advance(60_000)
  ;(await again).page([], { resourceVersion: '5' })
  await well.promise
  heard.unsubscribe()
  return told
}

describe('a watch tells that it fails, and that it is heard again', () => {
  const table: [name: string, Parameters<typeof toldOf>[0]][] = [
    ['things', (deps, scheduler) => listen('things', { path: '/api/v1/pods' }, () => undefined, deps, scheduler)],
    ['pods with services', servedPods$],
    ['service owners in hub', (deps, scheduler) => serviceRefs$(new BehaviorSubject(['hub']), deps, scheduler)],
    ['configmaps/kept', (deps, scheduler) => state$({ ...deps, namespace: 'hub', name: 'kept' }, scheduler)],
  ]
  for (const [name, listening] of table)
    it(name, async () =>
      assert.deepEqual((await toldOf(listening)).slice(0, 2), [`${name}: forbidden`, `${name}: well`]),
    )
})
