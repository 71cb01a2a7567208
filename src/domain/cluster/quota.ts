import type { RawMetadata } from '../scheduling/kubernetes-object.ts'
import { parseResources, type Resources } from '../scheduling/resources.ts'

/** A ResourceQuota that all pods of its namespace count in. */
export interface Quota {
  readonly name: string
  readonly namespace: string
  /** What the requests of all pods may be together, `pods` how many there may be; what it does not name has no limit. */
  readonly most: Resources
}

export interface RawQuota {
  readonly metadata?: RawMetadata
  readonly spec?: {
    readonly hard?: Readonly<Record<string, unknown>>
    readonly scopes?: readonly string[]
    readonly scopeSelector?: unknown
  }
}

/** @returns undefined for one that has no name, limits no pods, or counts only some of them by its scopes */
export function quotaFrom({ metadata = {}, spec = {} }: RawQuota): Quota | undefined {
  const { name, namespace } = metadata
  if (!name || !namespace || spec.scopes?.length || spec.scopeSelector) return undefined
  const named = Object.entries(spec.hard ?? {}).flatMap(([key, amount]): [string, unknown][] => {
    const resource = resourceOf(key)
    return resource === undefined ? [] : [[resource, amount]]
  })
  const most = parseResources(Object.fromEntries(named))
  return Object.keys(most).length > 0 ? { name, namespace, most } : undefined
}

/** `memory` stands for `requests.memory`; what limits limits, or other kinds of objects, is no matter of room. */
function resourceOf(key: string): string | undefined {
  if (key === 'pods' || key === 'count/pods') return 'pods'
  if (key === 'cpu' || key === 'memory') return key
  return key.startsWith('requests.') && !key.endsWith('storage') ? key.slice('requests.'.length) : undefined
}
