import { randomUUID } from 'node:crypto'
import { given } from '../../../domain/given.ts'
import { parseInstant } from '../../../domain/instant.ts'
import { NotLeading } from '../../../domain/lease.ts'
import { type ApiOptions, computeApi } from './api.ts'
import type { Area, Zone } from './area.ts'
import { failedOperation, hasStatus, type RunningOperation, UnseenEnd } from './errors.ts'
import { type Group, groupFrom, keyOf, type Member, memberFrom } from './group.ts'
import { instanceAt, type Managers, managersOf, type Page } from './managers.ts'

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

export interface ComputeEngineOptions extends Omit<ApiOptions, 'asLeader'> {
  /** Whether we hold the Lease, asked in the instant of each write. */
  readonly mayAct: () => boolean
}

export async function computeEngine({ mayAct, ...options }: ComputeEngineOptions): Promise<ComputeEngine> {
  const asLeader = () => {
    if (!mayAct()) throw new NotLeading()
  }
  const api = await computeApi({ ...options, asLeader })
  const write = async (
    { area, name }: Group,
    request: (managers: Managers, to: { group: string; requestId: string }) => Promise<RunningOperation>,
  ) => {
    const managers = managersOf(api, area)
    asLeader()
    const started = await request(managers, { group: name, requestId: randomUUID() })
    await seeItDone(managers, started)
  }
  return {
    groupsIn: (area) =>
      allPages(async (page) => {
        const { items = [], nextPageToken } = await managersOf(api, area).list(page)
        return [items.map((raw) => groupFrom(raw, area)), nextPageToken]
      }),
    membersOf: async ({ area, name }) => {
      const members = await allPages(async (page) => {
        const { managedInstances = [], nextPageToken } = await managersOf(api, area).listManagedInstances(name, page)
        return [managedInstances.map((raw) => memberFrom(raw, area)), nextPageToken]
      })
      return new Map(members.map((member) => [keyOf(member.zone, member.name), member]))
    },
    instanceOf: async (zone, instance) => {
      try {
        return { createdMs: parseInstant((await instanceAt(api, zone, instance)).creationTimestamp) }
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

async function allPages<T>(
  page: (token: Page) => Promise<readonly [readonly T[], string | undefined]>,
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
async function seeItDone(managers: Managers, started: RunningOperation): Promise<void> {
  const ended =
    started.status === 'DONE'
      ? started
      : await managers.wait(started.name ?? '').catch((error: unknown) => {
          throw new UnseenEnd(error)
        })
  const failure = failedOperation(ended)
  if (failure) throw failure
}
