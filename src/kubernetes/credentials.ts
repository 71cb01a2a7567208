/**
 * What proves who we are, fresh for every request: a kubeconfig's auth plugin is run, CA, certificate and token files are read again
 * as they rotate, and we share one such run between requests that start together (five watches must not open five login
 * windows). After an HTTP 401 everything is read anew, the kubeconfig included, pinned to the context and the server that we
 * started with: credentials may change under us, the cluster may not.
 */
import { ConnectionError } from './connection-error.ts'
import type { Coordinates, Proof } from './coordinates.ts'

type Access = Proof & {
  /** Which reading of the sources it comes from. */
  readonly generation: number
}

export type Credentials = {
  /** @throws ConnectionError `credentials` */
  current(): Promise<Access>
  /** The server answered 401 to this one: read everything anew before the next request. */
  reject(access: Access): void
}

/**
 * @param first where we started
 * @param reread reads the same source again; may throw, then the old coordinates stay
 */
export function credentials(first: Coordinates, reread: () => Promise<Coordinates>): Credentials {
  let coordinates = first
  let generation = 0
  let isRejected = false
  let pending: Promise<Access> | undefined

  const present = async (): Promise<Coordinates> => {
    if (!isRejected) return coordinates
    isRejected = false
    const again = await reread().catch(() => coordinates)
    if (again.cluster.server === first.cluster.server) coordinates = again
    return coordinates
  }

  return {
    current() {
      const mine = generation
      pending ??= present()
        .then(prove)
        .then((proof) => ({ ...proof, generation: mine }))
        .finally(() => {
          pending = undefined
        })
      return pending
    },
    reject(access) {
      if (access.generation !== generation) return // another request's 401 has seen to it
      generation += 1
      isRejected = true
    },
  }
}

async function prove({ cluster, prove: own }: Coordinates): Promise<Proof> {
  // Like kubectl: over plain HTTP (kubectl proxy) no credentials leave this machine. client-node would refuse to talk.
  if (cluster.server.startsWith('http:')) return { headers: {}, tls: {} }
  try {
    return await own()
  } catch (error) {
    throw new ConnectionError('credentials', `no usable credentials for ${cluster.server}: ${firstLine(error)}`, error)
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n', 1)[0]?.slice(0, 300) ?? ''
