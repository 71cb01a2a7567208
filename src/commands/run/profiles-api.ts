import type { FastifyPluginAsync } from 'fastify'
import type { Step } from '../../domain/act/step.ts'
import { UNLEARNED } from '../../domain/demand/lead-time.ts'
import type { ProfilesEvent } from '../../domain/profiles/known/profiles-event.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { profilesApi } from '../../server/profiles/api.ts'
import type { ApplyDeps } from '../../server/profiles/apply-to-pod.ts'
import { authenticate } from '../../server/profiles/authenticate.ts'
import { notebookImages } from '../../server/profiles/images.ts'

export interface RunProfilesApiDeps {
  readonly transport: Transport
  /** Of the release. */
  readonly namespace: string
  readonly config: () => Config | undefined
  readonly dryRun: () => boolean
  /** undefined: profiles have not been read yet. */
  readonly profiles: () => ApplyDeps | undefined
  /** What the scaler sees and decided last; undefined before its first decision. */
  readonly latest: () => Step | undefined
  readonly tell: (event: ProfilesEvent) => void
}

/** The API for hubs, wired: whom it knows, which images there are, and the scaler's own knowledge of room. */
export function profilesApiRoutes(deps: RunProfilesApiDeps): FastifyPluginAsync {
  const settings = () => deps.config()?.profiles
  const onFailure = (because: string) => deps.tell({ type: 'profiles API failed', because })
  const asking = { ...deps, now: Date.now, onFailure }
  return profilesApi({
    ...deps,
    onFailure,
    onRefused: (refused) => deps.tell({ type: 'caller refused', refused }),
    enabled: () => settings()?.api.enabled === true,
    authenticate: authenticate({ ...asking, serviceAccounts: () => settings()?.api.serviceAccounts ?? [] }),
    images: notebookImages({ ...asking, configured: () => settings()?.images ?? [] }),
    observed: () => deps.latest()?.observed,
    leadMs: (pool) => (deps.latest()?.decision.pools.get(pool)?.leadTime ?? UNLEARNED).ms,
  })
}
