import type { Api } from './api.ts'
import { collectionPath, versionPath } from './api-path.ts'
import { ApiError } from './errors.ts'

/** Where the objects of a kind are. */
export interface KindOfObject {
  /** '' is the core group. */
  readonly group: string
  /** Plural, as in the path. */
  readonly resource: string
  readonly namespaced: boolean
  /** Of the collection, in a namespace when it is namespaced. */
  path(namespace: string): string
}

/** @returns undefined when the cluster does not serve that kind; rejects when it cannot be asked */
export type Discovery = (apiVersion: string, kind: string, signal?: AbortSignal) => Promise<KindOfObject | undefined>

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[]
}

/** Asks the cluster what it serves. A kind that was found is remembered; one that was not may come with its definition. */
export function discovery(kubernetes: Api): Discovery {
  const known = new Map<string, KindOfObject>()
  return async (apiVersion, kind, signal) => {
    const key = `${apiVersion} ${kind}`
    const found = known.get(key) ?? (await find(kubernetes, apiVersion, kind, signal))
    if (found) known.set(key, found)
    return found
  }
}

async function find(
  kubernetes: Api,
  apiVersion: string,
  kind: string,
  signal: AbortSignal | undefined,
): Promise<KindOfObject | undefined> {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/', 2) : ['', apiVersion]
  const served = versionPath(group, version)
  const { resources = [] } = await kubernetes.get<ResourceList>(served, undefined, signal).catch(noneWhenNotFound)
  const resource = resources.find((one) => one.kind === kind && !one.name.includes('/'))
  if (!resource) return undefined
  const { name, namespaced } = resource
  return {
    group,
    resource: name,
    namespaced,
    path: (namespace) => collectionPath({ group, version, resource: name, ...(namespaced ? { namespace } : {}) }),
  }
}

function noneWhenNotFound(error: unknown): ResourceList {
  if (error instanceof ApiError && error.status === 404) return {}
  throw error
}
