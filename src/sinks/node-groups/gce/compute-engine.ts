import { randomUUID } from 'node:crypto'
import { setTimeout as sleepReal } from 'node:timers/promises'
import type { compute_v1 } from '@googleapis/compute'
import { given } from '../../../domain/given.ts'
import { parseInstant } from '../../../domain/instant.ts'
import { NotLeading } from '../../../domain/lease.ts'
import type { Area, Zone } from './area.ts'
import { failedOperation, hasStatus, isWorthRetrying, retryAfterOf, UnseenEnd } from './errors.ts'
import { type Group, groupFrom, keyOf, type Member, memberFrom } from './group.ts'
import { type Managers, managersOf, type Page } from './managers.ts'

export interface Instance {
  /** Epoch ms; undefined: Google does not say. */
  readonly createdMs: number | undefined
}

/** What managed instance groups need of Compute Engine. Every method may throw what `notDone` makes a sentence of. */
export interface ComputeEngine {
  groupsIn(area: Area): Promise<readonly Group[]>
  /** By `keyOf`. */
  membersOf(group: Group): Promise<ReadonlyMap<string, Member>>
  /** undefined: there is no such instance. */
  instanceOf(zone: Zone, name: string): Promise<Instance | undefined>
  /** Resolves once the group has taken it on; the instances come or go after that. */
  resize(group: Group, size: number): Promise<void>
  deleteInstances(group: Group, members: readonly Member[]): Promise<void>
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
  const write = async (
    { area, name }: Group,
    request: (managers: Managers, to: { instanceGroupManager: string; requestId: string }) => Promise<Operation>,
  ) => {
    const managers = managersOf(service, area)
    asLeader()
    const started = await request(managers, { instanceGroupManager: name, requestId: randomUUID() })
    await seeItDone(managers, started)
  }
  return {
    groupsIn: (area) =>
      allPages(async (page) => {
        const { items = [], nextPageToken } = await managersOf(service, area).list(page)
        return [items.map((raw) => groupFrom(raw, area)), nextPageToken]
      }),
    membersOf: async ({ area, name }) => {
      const members = await allPages(async (page) => {
        const listed = await managersOf(service, area).listManagedInstances(name, page)
        return [(listed.managedInstances ?? []).map((raw) => memberFrom(raw, area)), listed.nextPageToken]
      })
      return new Map(members.map((member) => [keyOf(member.zone, member.name), member]))
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
    resize: (group, size) => write(group, (managers, to) => managers.resize(to, size)),
    deleteInstances: (group, members) =>
      write(group, (managers, to) =>
        managers.deleteInstances(
          to,
          members.map(({ url }) => url),
        ),
      ),
  }
}

type Operation = compute_v1.Schema$Operation

async function allPages<T>(
  page: (token: Page) => Promise<readonly [readonly T[], string | null | undefined]>,
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

/** What was begun may be done though its end cannot be seen: nobody else may be asked for the same. */
async function seeItDone(managers: Managers, started: Operation): Promise<void> {
  const ended =
    started.status === 'DONE'
      ? started
      : await managers.wait(started.name ?? '', WAIT_TIMEOUT_MS).catch((error: unknown) => {
          throw new UnseenEnd(error)
        })
  const failure = failedOperation(ended)
  if (failure) throw failure
}
