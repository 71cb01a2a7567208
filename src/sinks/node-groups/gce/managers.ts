/** The same requests for groups of a zone and of a region, which are two resources in the API. */
import type { compute_v1 } from '@googleapis/compute'
import type { Area } from './area.ts'

export interface Page {
  readonly pageToken?: string
  readonly maxResults: number
}

interface Listed {
  readonly items?: readonly compute_v1.Schema$InstanceGroupManager[]
  readonly nextPageToken?: string | null
}

interface ListedInstances {
  readonly managedInstances?: readonly compute_v1.Schema$ManagedInstance[]
  readonly nextPageToken?: string | null
}

interface Write {
  readonly instanceGroupManager: string
  readonly requestId: string
}

export interface Managers {
  list(page: Page): Promise<Listed>
  listManagedInstances(instanceGroupManager: string, page: Page): Promise<ListedInstances>
  resize(write: Write, size: number): Promise<compute_v1.Schema$Operation>
  /** @param instances URLs */
  deleteInstances(write: Write, instances: readonly string[]): Promise<compute_v1.Schema$Operation>
  /** @param timeoutMs how long the connection may stay open: the server answers after two minutes at the latest */
  wait(operation: string, timeoutMs: number): Promise<compute_v1.Schema$Operation>
}

/** Every method may throw what `notDone` makes a sentence of. */
export function managersOf(service: compute_v1.Compute, area: Area): Managers {
  return 'zone' in area ? zonal(service, area) : regional(service, area)
}

// One that has gone in the meantime does not keep the others.
const deletion = (instances: readonly string[]) => ({ instances: [...instances], skipInstancesOnValidationError: true })
const dataOf = <T>({ data }: { readonly data: T }) => data

function zonal(service: compute_v1.Compute, { project, zone }: Extract<Area, { zone: string }>): Managers {
  const at = { project, zone }
  const api = service.instanceGroupManagers
  return {
    list: async (page) => dataOf(await api.list({ ...at, ...page })),
    listManagedInstances: async (instanceGroupManager, page) =>
      dataOf(await api.listManagedInstances({ ...at, instanceGroupManager, ...page })),
    resize: async (write, size) => dataOf(await api.resize({ ...at, ...write, size })),
    deleteInstances: async (write, instances) =>
      dataOf(await api.deleteInstances({ ...at, ...write, requestBody: deletion(instances) })),
    wait: async (operation, timeout) => dataOf(await service.zoneOperations.wait({ ...at, operation }, { timeout })),
  }
}

function regional(service: compute_v1.Compute, { project, region }: Extract<Area, { region: string }>): Managers {
  const at = { project, region }
  const api = service.regionInstanceGroupManagers
  return {
    list: async (page) => dataOf(await api.list({ ...at, ...page })),
    listManagedInstances: async (instanceGroupManager, page) =>
      dataOf(await api.listManagedInstances({ ...at, instanceGroupManager, ...page })),
    resize: async (write, size) => dataOf(await api.resize({ ...at, ...write, size })),
    deleteInstances: async (write, instances) =>
      dataOf(await api.deleteInstances({ ...at, ...write, requestBody: deletion(instances) })),
    wait: async (operation, timeout) => dataOf(await service.regionOperations.wait({ ...at, operation }, { timeout })),
  }
}
