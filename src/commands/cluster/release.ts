import {
  argument,
  type Controller,
  type ControllerContainer,
  controllersAmong,
  type RawController,
} from '../../domain/cluster/controller.ts'
import { given } from '../../domain/given.ts'
import { api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { InputError } from '../read-input.ts'

/** What the chart's Deployment tells of a release: where its config, state and calendars are. */
export interface Release {
  readonly name: string
  /** The state ConfigMap. */
  readonly state: string
  /** The Secret with the last good readings of the calendars. */
  readonly calendarStore?: string
  /** The calendar's address where it comes from a Secret; undefined: the config says. */
  readonly calendar?: { readonly url: string } | UnreadAddress
  readonly controller: ControllerFacts
  /** The ServiceAccount that it acts by. */
  readonly account: string
  /** The Lease by which its replicas agree. */
  readonly lease?: string
  /** The ConfigMap with the config that is mounted. */
  readonly configMap?: string
  /** What helm calls the release. */
  readonly helm?: string
}

/** Why a calendar's address is not known from here. */
export interface UnreadAddress {
  readonly unread: string
  /** There is nothing to read: the controller cannot know it either. */
  readonly isMissing?: true
}

/** What runs for a release. */
export interface ControllerFacts {
  readonly image: string
  /** As the chart says; undefined: another hand installed it. */
  readonly version?: string
  readonly replicas: number
  readonly ready: number
}

/**
 * The Deployment that runs the release of a namespace; undefined: there is none.
 * @param wanted name of a state ConfigMap: of several releases the one whose it is
 * @throws InputError when it may not be looked for, or several are there
 */
export async function findController(
  transport: Transport,
  namespace: string,
  wanted: string | undefined,
): Promise<Controller | undefined> {
  const kubernetes = api(transport)
  const path = apiPath`/apis/apps/v1/namespaces/${namespace}/deployments`
  const { items } = await kubernetes.get<{ readonly items: readonly RawController[] }>(path).catch((error: unknown) => {
    throw new InputError(describeApiError(error, { verb: 'list', resource: 'deployments', group: 'apps', namespace }))
  })
  const found = controllersAmong(items)
  const [release, ...more] = wanted === undefined ? found : found.filter(({ state }) => state === wanted)
  if (wanted !== undefined && !release) {
    const known = found.map(({ state }) => state).join(', ') || 'none'
    throw new InputError(`--state ${wanted}: no release in ${namespace} has it; there: ${known}`)
  }
  if (more.length > 0)
    throw new InputError(
      `several releases are in ${namespace}; choose one with --state: ${found.map(({ state }) => state).join(', ')}`,
    )
  return release
}

/** All that it tells of the release; undefined: there is none. @throws InputError, as {@link findController} */
export async function findRelease(
  transport: Transport,
  namespace: string,
  wanted: string | undefined,
): Promise<Release | undefined> {
  const release = await findController(transport, namespace, wanted)
  if (!release) return undefined
  const { raw, state, container } = release
  const calendarStore = argument(container.args ?? [], 'calendar-store')
  const calendar = await calendarOf(transport, namespace, container)
  return {
    name: raw.metadata.name,
    state,
    controller: factsOf(release),
    account: raw.spec.template.spec.serviceAccountName ?? 'default',
    ...given({
      calendarStore: calendarStore || undefined,
      calendar,
      lease: argument(container.args ?? [], 'lease') || undefined,
      configMap: raw.spec.template.spec.volumes?.find(({ name }) => name === 'config')?.configMap?.name,
      helm: raw.metadata.labels?.['app.kubernetes.io/instance'],
    }),
  }
}

export const factsOf = ({
  raw: { metadata, spec, status },
  container: { image = '' },
}: Pick<Controller, 'raw' | 'container'>): ControllerFacts => ({
  image,
  replicas: spec.replicas ?? 1,
  ready: status?.readyReplicas ?? 0,
  ...given({ version: metadata.labels?.['app.kubernetes.io/version'] }),
})

async function calendarOf(
  transport: Transport,
  namespace: string,
  { env = [] }: ControllerContainer,
): Promise<Release['calendar']> {
  const source = env.find(({ name }) => name === 'WARMSEATS_CALENDAR_URL')?.valueFrom?.secretKeyRef
  if (!source) return undefined
  const { name, key } = source
  try {
    const path = apiPath`/api/v1/namespaces/${namespace}/secrets/${name}`
    const { data = {} } = await api(transport).get<{ readonly data?: Readonly<Record<string, string>> }>(path)
    const url = Buffer.from(data[key] ?? '', 'base64')
      .toString()
      .trim()
    return url === '' ? { unread: `the Secret ${name} has no ${key}`, isMissing: true } : { url }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const unread = describeApiError(error, { verb: 'get', resource: 'secrets', group: '', namespace, name })
    return error.status === 404 ? { unread, isMissing: true } : { unread }
  }
}
