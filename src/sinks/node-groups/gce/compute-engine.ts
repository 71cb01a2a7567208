import { randomUUID } from 'node:crypto'
import { setTimeout as sleepReal } from 'node:timers/promises'
import type { compute_v1 } from '@googleapis/compute'
import { given } from '../../../domain/given.ts'
import { parseInstant } from '../../../domain/instant.ts'
import { NotLeading } from '../../../domain/lease.ts'
import { failedOperation, hasStatus, isWorthRetrying, retryAfterOf } from './errors.ts'

/** Where instances are, and the groups that made them: regional groups are not spoken of here. */
export interface Zone {
  readonly project: string
  readonly zone: string
}

/** A managed instance group. */
export interface Group extends Zone {
  readonly name: string
  /** What the names of its instances start with. */
  readonly baseName: string
  /** How many instances it is set to have, those that are being made included. */
  readonly targetSize: number
}

export interface Member {
  readonly name: string
  /** It is being deleted, or let go of: the group has taken it off its target size. */
  readonly isLeaving: boolean
  /** Why the last try to make or change it failed. */
  readonly errors: readonly string[]
}

export interface Instance {
  /** Epoch ms; undefined: Google does not say. */
  readonly createdMs: number | undefined
}

/** What managed instance groups need of Compute Engine. Every method may throw what `notDone` makes a sentence of. */
export interface ComputeEngine {
  groupsIn(zone: Zone): Promise<readonly Group[]>
  membersOf(group: Group): Promise<ReadonlyMap<string, Member>>
  /** undefined: there is no such instance. */
  instanceOf(zone: Zone, name: string): Promise<Instance | undefined>
  /** Resolves once the group has taken it on; the instances come or go after that. */
  resize(group: Group, size: number): Promise<void>
  deleteInstances(group: Group, names: readonly string[]): Promise<void>
}

export interface ComputeEngineOptions {
  /** Whether we hold the Lease, asked in the instant of each write. */
  readonly mayAct: () => boolean
  /** Default: Google's. */
  readonly rootUrl?: string
  /** Default: the application's own credentials (on GKE those of Workload Identity). */
  readonly auth?: compute_v1.Options['auth']
  readonly sleep?: (ms: number) => Promise<unknown>
}

const SCOPE = 'https://www.googleapis.com/auth/compute'
const TRIES_AGAIN = 3
/** A server that wants to be left alone for longer is asked again in the next cycle. */
const LONGEST_PAUSE_MS = 10_000
const TIMEOUT_MS = 30_000
/** The server answers after two minutes at the latest. */
const WAIT_TIMEOUT_MS = 150_000

/** Google's own client, loaded only now: who does not use it does not pay for it. */
export async function computeEngine(options: ComputeEngineOptions): Promise<ComputeEngine> {
  const { mayAct, rootUrl, sleep = sleepReal } = options
  const asLeader = () => {
    if (!mayAct()) throw new NotLeading()
  }
  const google = await import('./google.ts')
  const auth = options.auth ?? new google.auth.GoogleAuth({ scopes: [SCOPE] })
  const service = google.compute({
    version: 'v1',
    auth,
    timeout: TIMEOUT_MS,
    ...given({ rootUrl }),
    // Also what changes something: sizes are absolute, and a request id makes a repetition one request.
    retryConfig: {
      retry: TRIES_AGAIN,
      shouldRetry: (error) =>
        isWorthRetrying(error) &&
        (error.config.retryConfig?.currentRetryAttempt ?? 0) < TRIES_AGAIN &&
        (retryAfterOf(error) ?? 0) <= LONGEST_PAUSE_MS,
      retryBackoff: async (error, backoffMs) => {
        await sleep(Math.max(retryAfterOf(error) ?? 0, backoffMs))
        if (error.config.method !== 'GET') asLeader()
      },
    },
  })
  const done = (zone: Zone, operation: compute_v1.Schema$Operation) => waitFor(service, zone, operation)
  return {
    groupsIn: ({ project, zone }) =>
      allPages(async (pageToken) => {
        const { data } = await service.instanceGroupManagers.list({ project, zone, ...pageToken })
        return [(data.items ?? []).map((raw) => groupFrom(raw, { project, zone })), data.nextPageToken]
      }),
    membersOf: async ({ project, zone, name }) => {
      const members = await allPages(async (pageToken) => {
        const instanceGroupManager = name
        const { data } = await service.instanceGroupManagers.listManagedInstances({
          project,
          zone,
          instanceGroupManager,
          ...pageToken,
        })
        return [(data.managedInstances ?? []).map(memberFrom), data.nextPageToken]
      })
      return new Map(members.map((member) => [member.name, member]))
    },
    instanceOf: async ({ project, zone }, instance) => {
      try {
        const { data } = await service.instances.get({ project, zone, instance, fields: 'name,creationTimestamp' })
        return { createdMs: parseInstant(data.creationTimestamp ?? undefined) }
      } catch (error) {
        if (hasStatus(error, 404)) return undefined
        throw error
      }
    },
    resize: async ({ project, zone, name }, size) => {
      const target = { project, zone, instanceGroupManager: name, requestId: randomUUID() }
      asLeader()
      const { data } = await service.instanceGroupManagers.resize({ ...target, size })
      await done({ project, zone }, data)
    },
    deleteInstances: async ({ project, zone, name }, names) => {
      const target = { project, zone, instanceGroupManager: name, requestId: randomUUID() }
      // One that has gone in the meantime does not keep the others.
      const requestBody = {
        instances: names.map((instance) => `zones/${zone}/instances/${instance}`),
        skipInstancesOnValidationError: true,
      }
      asLeader()
      const { data } = await service.instanceGroupManagers.deleteInstances({ ...target, requestBody })
      await done({ project, zone }, data)
    },
  }
}

type PageToken = { readonly pageToken?: string; readonly maxResults: number }

async function allPages<T>(
  page: (token: PageToken) => Promise<readonly [readonly T[], string | null | undefined]>,
): Promise<readonly T[]> {
  const all: T[] = []
  let pageToken: string | undefined
  do {
    const [items, next] = await page({ maxResults: 500, ...given({ pageToken }) })
    all.push(...items)
    pageToken = next || undefined
  } while (pageToken !== undefined)
  return all
}

async function waitFor(
  service: compute_v1.Compute,
  { project, zone }: Zone,
  started: compute_v1.Schema$Operation,
): Promise<void> {
  const { data } =
    started.status === 'DONE'
      ? { data: started }
      : await service.zoneOperations.wait(
          { project, zone, operation: started.name ?? '' },
          { timeout: WAIT_TIMEOUT_MS },
        )
  const failure = failedOperation(data)
  if (failure) throw failure
}

const groupFrom = (raw: compute_v1.Schema$InstanceGroupManager, zone: Zone): Group => ({
  ...zone,
  name: raw.name ?? '',
  baseName: (raw.baseInstanceName ?? raw.name ?? '').replace(/#+$/, ''),
  targetSize: raw.targetSize ?? 0,
})

const LEAVING = new Set(['DELETING', 'ABANDONING'])

const memberFrom = (raw: compute_v1.Schema$ManagedInstance): Member => ({
  name: raw.name ?? raw.instance?.split('/').at(-1) ?? '',
  isLeaving: LEAVING.has(raw.currentAction ?? ''),
  errors: (raw.lastAttempt?.errors?.errors ?? []).map(({ code, message }) =>
    [code, message].filter(Boolean).join(': '),
  ),
})
