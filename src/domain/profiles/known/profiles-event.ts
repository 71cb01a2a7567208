import type { RotationStep } from '../../certificates/plan.ts'
import type { KnownProfiles } from './known.ts'

/** What happens around profiles and has to be told. */
export type ProfilesEvent =
  | { readonly type: 'profiles read'; readonly known: KnownProfiles }
  | { readonly type: 'admission'; readonly admission: Admission }
  | { readonly type: 'certificate loaded'; readonly validUntilMs: number }
  | { readonly type: 'certificate step'; readonly step: RotationStep }
  /** Objects that were made for a user's server are not owned by it, or not deleted, although they should be. */
  | { readonly type: 'service owner failed'; readonly because: string }
  | { readonly type: 'profiles API failed'; readonly because: string }
  | { readonly type: 'caller refused'; readonly refused: RefusedCaller }
  | { readonly type: 'certificate failed'; readonly step: RotationStep; readonly because: string }

/** Somebody whom the API for hubs did not answer. */
export interface RefusedCaller {
  /** `namespace/name` of the ServiceAccount, as its token says, and anybody can write one; undefined: none. */
  readonly account: string | undefined
  readonly address: string
  /** As HTTP has it. */
  readonly status: 401 | 403 | 429 | 503
  readonly because: string
}

/** What became of a pod that the API server asked about. */
export interface Admission {
  /** `untouched`: nobody's pod, or no profile gives it anything; `failed`: let through as it was. */
  readonly outcome: 'patched' | 'untouched' | 'refused' | 'failed'
  readonly namespace: string
  readonly user: string
  readonly profiles: readonly string[]
  readonly warnings: readonly string[]
  readonly tookMs: number
}
