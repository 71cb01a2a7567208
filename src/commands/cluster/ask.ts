import { type Api, api } from '../../kubernetes/api.ts'
import { type Connection, connect } from '../../kubernetes/connection.ts'
import { type Attempt, describeApiError } from '../../kubernetes/describe.ts'
import { InputError } from '../read-input.ts'

/** Where a command looks, as its options say it. */
export interface PlaceOptions {
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  /** Default: the context's. */
  readonly namespace?: string | undefined
}

/** A cluster that answers a command. */
export interface Place {
  readonly connection: Connection
  readonly namespace: string
  readonly kubernetes: Api
}

/** A person waits, but not for ever. */
const TIMEOUT_MS = 20_000

/** Asks a cluster, and lets go of it. @throws ConnectionError when there is none to talk to */
export async function atCluster<T>(options: PlaceOptions, ask: (place: Place) => Promise<T>): Promise<T> {
  const connection = await connect({ kubeconfig: options.kubeconfig, context: options.context })
  const { namespace = connection.namespace } = options
  try {
    return await ask({ connection, namespace, kubernetes: api(connection, { timeoutMs: TIMEOUT_MS }) })
  } finally {
    await connection.close()
  }
}

/** A request whose refusal is a sentence. @throws InputError */
export const answered = <T>(request: Promise<T>, attempt: Attempt): Promise<T> =>
  request.catch((error: unknown) => {
    throw new InputError(describeApiError(error, attempt))
  })
