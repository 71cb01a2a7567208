/** What is asked of managed instance groups. Those of a zone and of a region differ in nothing but the path. */
import type { Api } from './api.ts'
import type { Area, Zone } from './area.ts'
import type { RunningOperation } from './errors.ts'
import type { RawGroup, RawMember } from './group.ts'

export interface Page {
  readonly pageToken?: string
  readonly maxResults: number
}

interface Listed {
  readonly items?: readonly RawGroup[]
  readonly nextPageToken?: string
}

interface ListedMembers {
  readonly managedInstances?: readonly RawMember[]
  readonly nextPageToken?: string
}

interface Write {
  readonly group: string
  readonly requestId: string
}

export interface Managers {
  list(page: Page): Promise<Listed>
  listManagedInstances(group: string, page: Page): Promise<ListedMembers>
  resize(write: Write, size: number): Promise<RunningOperation>
  /** @param instances URLs */
  deleteInstances(write: Write, instances: readonly string[]): Promise<RunningOperation>
  wait(operation: string): Promise<RunningOperation>
}

/** The server answers after two minutes at the latest. */
const WAIT_TIMEOUT_MS = 150_000

/** Every method may throw what `notDone` makes a sentence of. */
export function managersOf(api: Api, area: Area): Managers {
  const groups = `${pathOf(area)}/instanceGroupManagers`
  const post = <T>(
    path: string,
    query: Readonly<Record<string, string | number>>,
    more: { readonly body?: object; readonly timeoutMs?: number } = {},
  ) => api<T>({ path, method: 'POST', query, ...more })
  return {
    list: (page) => api({ path: groups, query: { ...page } }),
    listManagedInstances: (group, page) => post(`${groups}/${name(group)}/listManagedInstances`, { ...page }),
    resize: ({ group, requestId }, size) => post(`${groups}/${name(group)}/resize`, { size, requestId }),
    deleteInstances: ({ group, requestId }, instances) =>
      post(
        `${groups}/${name(group)}/deleteInstances`,
        { requestId },
        // One that has gone in the meantime does not keep the others.
        { body: { instances, skipInstancesOnValidationError: true } },
      ),
    wait: (operation) => post(`${pathOf(area)}/operations/${name(operation)}/wait`, {}, { timeoutMs: WAIT_TIMEOUT_MS }),
  }
}

/** @throws what `notDone` makes a sentence of */
export const instanceAt = (api: Api, zone: Zone, instance: string): Promise<{ readonly creationTimestamp?: string }> =>
  api({ path: `${pathOf(zone)}/instances/${name(instance)}`, query: { fields: 'name,creationTimestamp' } })

const pathOf = (area: Area) =>
  `projects/${name(area.project)}/${'zone' in area ? `zones/${name(area.zone)}` : `regions/${name(area.region)}`}`

const name = encodeURIComponent
