/** Reads a Kubernetes API path back into what it names, for sentences and RBAC rules. Total: any string gives a target. */
import { given } from '../domain/given.ts'

export type Target = {
  /** '' is the core group. */
  readonly group: string
  /** Plural, or the whole path where it names no resource. */
  readonly resource: string
  readonly subresource?: string
  readonly namespace?: string
  readonly name?: string
}

export function targetOf(path: string): Target {
  const parts = (path.split('?', 1)[0] ?? '').split('/').filter((part) => part !== '')
  const group = parts[0] === 'apis' ? (parts[1] ?? '') : ''
  const rest = parts.slice(parts[0] === 'apis' ? 3 : 2)
  // `/api/v1/namespaces/hub` is the Namespace itself; only with more behind it is `namespaces/hub` a scope.
  const namespaced = rest[0] === 'namespaces' && rest.length > 2 && !namespaceSubresources.has(rest[2] ?? '')
  const [resource, name, subresource] = namespaced ? rest.slice(2) : rest
  return {
    group,
    resource: resource ?? path,
    ...given({ namespace: namespaced ? rest[1] : undefined, name, subresource }),
  }
}

const namespaceSubresources = new Set(['status', 'finalize'])
