/** The API of profiles as a hub asks it: by the name of the Service, with the CA that is mounted into its pod. */
import { Agent, fetch } from 'undici'
import { type Cluster, eventually } from '../../cluster/index.ts'
import type { spawned } from '../../support/profiles.ts'

export interface ApiAnswer {
  readonly status: number
  readonly body: {
    readonly problems?: readonly { readonly where: string; readonly text: string }[]
    readonly pod?: ReturnType<typeof spawned>
    readonly sizes?: readonly { readonly name: string; readonly soon: { readonly text: string } }[]
    readonly images?: readonly { readonly image: string; readonly title: string }[]
  }
}

export interface ApiClient {
  ask(path: string, token: string, body?: object): Promise<ApiAnswer>
  close(): Promise<void>
}

export interface ClientOptions {
  readonly ca: string
  readonly namespace: string
  readonly port: () => number
  /** Of this machine; a hub and a stranger have different ones. */
  readonly from?: string
  /** So many questions on the way at once, on one connection. */
  readonly pipelining?: number
}

/** A token for Warmseats, as a projected volume holds it. */
export const hubToken = (cluster: Cluster, namespace: string, account: string): Promise<string> =>
  cluster.tokenFor(namespace, account, { audiences: ['warmseats'] })

/** The CA once there is one, as it is mounted into the hub's pod. */
export const caForHub = (cluster: Cluster, namespace: string): Promise<string> =>
  eventually('the CA for the hub', async () => {
    const { data } = (await cluster.request('GET', `/api/v1/namespaces/${namespace}/configmaps/warmseats-ca`)) as {
      data?: Readonly<Record<string, string>>
    }
    return data?.['ca.crt']
  })

export function apiClient({ ca, namespace, port, from = '127.0.0.1', pipelining = 1 }: ClientOptions): ApiClient {
  const dispatcher = new Agent({
    localAddress: from,
    connect: { ca, servername: `warmseats.${namespace}.svc` },
    ...(pipelining > 1 ? { pipelining, connections: 1 } : {}),
  })
  return {
    async ask(path, token, body) {
      const response = await fetch(`https://127.0.0.1:${port()}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        dispatcher,
      })
      return { status: response.status, body: (await response.json()) as ApiAnswer['body'] }
    },
    close: () => dispatcher.close(),
  }
}
