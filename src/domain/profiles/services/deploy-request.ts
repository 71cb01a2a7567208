import type { Merged } from '../merging/merge.ts'
import type { Deployed } from './deployed.ts'

export interface DeployRequest {
  readonly services: Merged['services']
  /** As the hub knows the name, not escaped. */
  readonly user: string
  /** Of the user's pod. */
  readonly namespace: string
  /** The name that this pod got when it was asked for before; a webhook may be called twice for one pod. */
  readonly spawn?: string | undefined
  /** Keep nothing: the API server checks, and answers as if. */
  readonly dryRun: boolean
  /** A service that takes longer is missing: somebody waits for their server. */
  readonly timeoutMs: number
}

/** Makes the services of a user's server, one that fails beside those that do not. Never rejects. */
export type DeployServices = (request: DeployRequest) => Promise<Deployed>
