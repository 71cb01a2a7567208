/** The API of profiles on a real HTTPS server, before an API server that a test plays. */

import type { AddressInfo } from 'node:net'
import { Agent, fetch, type Headers } from 'undici'
import type { Observed } from '../../../src/domain/decide/observed.ts'
import type { RefusedCaller } from '../../../src/domain/profiles/known/profiles-event.ts'
import type { ProfileSet } from '../../../src/domain/profiles/reading/profile.ts'
import type { AllowedCaller } from '../../../src/domain/settings/config.ts'
import { profilesApi } from '../../../src/server/profiles/api.ts'
import type { ApplyDeps } from '../../../src/server/profiles/apply-to-pod.ts'
import { authenticate } from '../../../src/server/profiles/authenticate.ts'
import { secureServer } from '../../../src/server/profiles/https.ts'
import { notebookImages } from '../../../src/server/profiles/images.ts'
import { selfSigned } from '../../kubernetes/support/certificate.ts'
import { type Exchange, type FakeApi, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { profilesIn } from '../../support/profiles.ts'
import { NO_REFUSAL } from '../connections/no-refusal.ts'
import { statusOf, tokenOf } from './tokens.ts'

export interface ApiOptions extends Partial<Pick<ApplyDeps, 'deployServices'>> {
  /** `null`: not read yet. */
  readonly set?: ProfileSet | null
  /** For pods of the namespace `annex`. */
  readonly inAnnex?: ProfileSet
  readonly dryRun?: boolean
  readonly enabled?: boolean
  readonly observed?: Observed
  readonly serviceAccounts?: readonly AllowedCaller[]
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export interface Ask {
  readonly method?: string
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Of this machine, `127.0.0.2`. */
  readonly from?: string
}

export interface ProfilesServer extends AsyncDisposable {
  readonly url: string
  /** PEM of the CA that vouches for it. */
  readonly ca: string
  /** The API server: what it answers may be changed with `serve`. */
  readonly kubernetes: FakeApi
  readonly failures: string[]
  readonly refused: RefusedCaller[]
  /** Lets time pass for caches. */
  pass(ms: number): void
  ask(path: string, ask?: Ask): Promise<Answer>
}

/** The token of the hub, which the API server knows as `hub` in the namespace `hub`. */
export const HUB_TOKEN = tokenOf()

/** Answers TokenReviews, and has no ImageStreams. */
export function plainCluster({ path, body, answer, refuse }: Exchange): void {
  if (!path.endsWith('/tokenreviews')) {
    refuse(404, { reason: 'NotFound', message: `no ${path}` })
    return
  }
  const { spec } = JSON.parse(body) as { readonly spec: Parameters<typeof statusOf>[0] }
  answer(201, { status: statusOf(spec) })
}

/** How often the API server was asked about a token. */
export const reviewsOf = ({ kubernetes }: ProfilesServer): number =>
  kubernetes.seen.filter(({ path }) => path.endsWith('/tokenreviews')).length

const noServices: ApplyDeps['deployServices'] = async ({ spawn = 's1' }) => ({ env: [], failures: [], spawn })

export async function profilesServer(options: ApiOptions = {}): Promise<ProfilesServer> {
  const kubernetes = await fakeApi()
  kubernetes.serve(plainCluster)
  const transport = await connectTo({ server: kubernetes.url })
  const tls = selfSigned('warmseats')
  const {
    set = profilesIn('profiles: []'),
    inAnnex = profilesIn('profiles: []'),
    deployServices = noServices,
  } = options
  const failures: string[] = []
  const refused: RefusedCaller[] = []
  let nowMs = 0
  const both = { transport, namespace: 'hub', now: () => nowMs, onFailure: (because: string) => failures.push(because) }
  const server = secureServer({ onFault: () => undefined, onRefused: NO_REFUSAL })
  server.serve(tls)
  await server.routes.register(
    profilesApi({
      enabled: () => options.enabled ?? true,
      authenticate: authenticate({
        ...both,
        serviceAccounts: () => options.serviceAccounts ?? [{ name: 'hub', namespaces: [] }],
      }),
      profiles: () =>
        set
          ? {
              setFor: (one) => (one === 'annex' ? inAnnex : set),
              mountPath: '/home/jovyan',
              deployServices,
              timeoutMs: 1000,
            }
          : undefined,
      dryRun: () => options.dryRun ?? false,
      observed: () => options.observed,
      leadMs: () => 4 * 60_000,
      images: notebookImages({ ...both, configured: () => [{ image: 'base:1', title: 'Base' }] }),
      onFailure: both.onFailure,
      onRefused: (one) => refused.push(one),
    }),
  )
  await server.listen(0)
  const { port } = server.routes.server.address() as AddressInfo
  const url = `https://localhost:${port}`
  const agents = new Map<string, Agent>()
  const agentOf = (from: string): Agent => {
    const at = from === '127.0.0.1' ? {} : { localAddress: from }
    const agent = agents.get(from) ?? new Agent({ ...at, connect: { ca: tls.cert, servername: 'localhost' } })
    agents.set(from, agent)
    return agent
  }
  return {
    url,
    ca: tls.cert,
    kubernetes,
    failures,
    refused,
    pass: (ms) => {
      nowMs += ms
    },
    async ask(path, { method = 'GET', token = HUB_TOKEN, body, headers = {}, from = '127.0.0.1' } = {}) {
      const response = await fetch(`https://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        dispatcher: agentOf(from),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
    },
    async [Symbol.asyncDispose]() {
      for (const agent of agents.values()) await agent.close()
      await server.close()
      await transport.close()
      await kubernetes.close()
    },
  }
}
