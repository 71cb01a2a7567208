import { isLike } from '../../like.ts'

/**
 * Names that no pattern of the values reaches: who writes `*` means what lies about for users, and not the keys of the
 * house. They are those of zero-to-jupyterhub's chart, alone or behind the name of its release, of KubeSpawner, of helm
 * and of Kubernetes.
 */
type Kept = readonly (readonly [pattern: string, what: string])[]

const HUB = "is the hub's own"
const PROXY = "is the key of the hub's TLS"
const DATABASE = "is the hub's database"

const SECRETS: Kept = [
  ['hub', HUB],
  ['*-hub', HUB],
  ['hub-secret', HUB],
  ['*proxy-public-manual-tls', PROXY],
  ['*proxy-public-tls-acme', PROXY],
  ['*image-pull-secret', "is the registry's password"],
  ['sh.helm.release.*', 'is what helm keeps of a release, its other Secrets included'],
  ['*-token-*', "has the name of a ServiceAccount's token"],
]

const CLAIMS: Kept = [
  ['claim-*', "has the name of a user's home"],
  ['hub-db-dir', DATABASE],
  ['*-hub-db-dir', DATABASE],
]

/** What a Secret is that has to be named in full; undefined: patterns will do. @param own those of the release */
export const keeperOfSecret = (name: string, own: readonly string[]): string | undefined =>
  own.includes(name) ? "is of Warmseats' own release" : keeperIn(SECRETS, name)

/** What a claim is that has to be named in full; undefined: patterns will do. */
export const keeperOfClaim = (name: string): string | undefined => keeperIn(CLAIMS, name)

const keeperIn = (kept: Kept, name: string): string | undefined => kept.find(([pattern]) => isLike(pattern, name))?.[1]
