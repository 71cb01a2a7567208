/**
 * What proves who we are, fresh for every request: client-node runs the kubeconfig's auth plugin, reads CA, certificate
 * and token files again as they rotate, and we share one such run between requests that start together (five watches
 * must not open five login windows). After an HTTP 401 everything is read anew, the kubeconfig included, pinned to the
 * context and the server that we started with: credentials may change under us, the cluster may not.
 */
import type { RequestOptions } from 'node:https'
import { ConnectionError } from './connection-error.ts'
import type { Coordinates } from './kubeconfig.ts'

/** Contents, not file names. */
export type TlsMaterial = Pick<
  RequestOptions,
  'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'servername' | 'rejectUnauthorized'
>

type Access = {
  readonly headers: Readonly<Record<string, string>>
  readonly tls: TlsMaterial
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
export function credentials(first: Coordinates, reread: () => Coordinates): Credentials {
  let coordinates = first
  let generation = 0
  let pending: Promise<Access> | undefined

  const readAnew = (): Coordinates => {
    try {
      const again = reread()
      return again.cluster.server === first.cluster.server ? again : coordinates
    } catch {
      return coordinates
    }
  }

  return {
    current() {
      const mine = generation
      pending ??= prove(coordinates)
        .then((proof) => ({ ...proof, generation: mine }))
        .finally(() => {
          pending = undefined
        })
      return pending
    },
    reject(access) {
      if (access.generation !== generation) return // another request's 401 has seen to it
      generation += 1
      coordinates = readAnew()
    },
  }
}

async function prove({ config, cluster }: Coordinates): Promise<Omit<Access, 'generation'>> {
  // Like kubectl: over plain HTTP (kubectl proxy) no credentials leave this machine. client-node would refuse to talk.
  if (cluster.server.startsWith('http:')) return { headers: {}, tls: {} }
  // Without a user client-node would also leave out the CA.
  if (!config.getCurrentUser()) config.loadFromClusterAndUser(cluster, { name: 'anonymous' })
  const options: RequestOptions = {}
  try {
    await config.applyToHTTPSOptions(options)
  } catch (error) {
    throw new ConnectionError('credentials', `no usable credentials for ${cluster.server}: ${firstLine(error)}`, error)
  }
  const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = options
  const tls = { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized }
  return { headers: headersOf(options), tls: definedOnly(tls) }
}

function headersOf({ headers, auth }: RequestOptions): Record<string, string> {
  const all: Record<string, string> = {}
  if (auth) all.authorization = `Basic ${Buffer.from(auth).toString('base64')}`
  // A token file may end in a newline, which no header may.
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = String(value).trim()
  return all
}

const definedOnly = (tls: { [K in keyof TlsMaterial]: TlsMaterial[K] | undefined }): TlsMaterial =>
  Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined && value !== null))

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n', 1)[0]?.slice(0, 300) ?? ''
