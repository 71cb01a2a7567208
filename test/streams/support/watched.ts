/** A watch of pods in the namespace `hub` of a fake API, on a virtual clock: what most tests of the watch start from. */

import { type RawObject, type WatchDeps, type WatchEvent, watch } from '../../../streams/watch/watch.ts'
import { type FakeApi, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { type Clock, clock } from './clock.ts'
import { type Listening, listen } from './listen.ts'

export type Pod = { readonly metadata: RawObject['metadata']; readonly phase: string }

export type Watched = {
  readonly api: FakeApi
  readonly time: Clock
  readonly heard: Listening<WatchEvent<string>>
  [Symbol.asyncDispose](): Promise<void>
}

export const pod = (name: string, resourceVersion: string, phase = 'Running', uid = name): Pod => ({
  metadata: { namespace: 'hub', name, uid, resourceVersion },
  phase,
})

export const bookmark = (resourceVersion: string) => ({ type: 'BOOKMARK', object: { metadata: { resourceVersion } } })

/** The mark where what was there ends, of a list as a stream. */
export const endMark = (resourceVersion: string) => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion, annotations: { 'k8s.io/initial-events-end': 'true' } } },
})

/** The item of a pod is its phase; `Succeeded` is not ours, `Odd` throws. `random` is always 1/2. */
export async function watched(
  path = '/api/v1/namespaces/hub/pods',
  more: Pick<WatchDeps, 'timings' | 'streamed' | 'doubted$' | 'reached$' | 'relieved$'> = {},
): Promise<Watched> {
  const api = await fakeApi()
  const connection = await connectTo({ server: api.url })
  const time = clock()
  const deps = { transport: connection, random: () => 0.5, ...more }
  const heard = listen(watch({ path, labelSelector: 'a=b' }, phaseOf, deps, time.scheduler))
  return {
    api,
    time,
    heard,
    async [Symbol.asyncDispose]() {
      heard[Symbol.dispose]()
      await connection.close()
      await api.close()
    },
  }
}

export function phaseOf(raw: RawObject): string | undefined {
  const { phase } = raw as Pod
  if (phase === 'Odd') throw new Error('odd')
  return phase === 'Succeeded' ? undefined : phase
}
