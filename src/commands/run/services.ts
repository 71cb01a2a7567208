import { map, type Observable } from 'rxjs'
import { keepServices, servedPods$, serviceRefs$ } from '../../../streams/profiles/service-refs.ts'
import type { ListenDeps } from '../../../streams/watch/listen.ts'
import type { Config } from '../../domain/settings/config.ts'
import { namedNamespaces } from '../../domain/settings/user-namespaces.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import { performRef } from '../../sinks/services/perform-ref.ts'
import { tellMissing } from '../../sinks/services/tell-missing.ts'

export interface RunServicesDeps extends ListenDeps {
  /** Of the release. */
  readonly namespace: string
  readonly identity: string
  readonly config$: Observable<Config>
  /** Whether we may write. */
  readonly acting$: Observable<boolean>
  readonly asLeader: LeaderTransport
  readonly onFailed: (because: string) => void
}

/** What was made for users' servers goes when they go, wired. */
export function services$(deps: RunServicesDeps): Observable<never> {
  const namespaces$ = deps.config$.pipe(map((config) => namedNamespaces(config, deps.namespace)))
  const tell = tellMissing({ ...deps, transport: deps.asLeader, now: Date.now })
  return keepServices(
    { pods$: servedPods$(deps), refs$: serviceRefs$(namespaces$, deps), leading$: deps.acting$ },
    {
      perform: performRef({ ...deps, transport: deps.asLeader }),
      tell: (pod) => tell({ ...pod, kind: 'Pod' }, pod.failures),
    },
  )
}
