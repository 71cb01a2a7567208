/** All other objects, by path: made, applied, patched and deleted as the API server does it, with its versions and conflicts. */
import { applied, merged } from './merging.ts'
import { stampOf } from './text.ts'

export interface KubeObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid: string
    readonly resourceVersion: string
    readonly labels?: Readonly<Record<string, string>>
    readonly [field: string]: unknown
  }
  readonly [field: string]: unknown
}

/** What was asked, of one object. */
export interface Write {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Of the object; of a POST, of its collection. */
  readonly path: string
  readonly isApply: boolean
  readonly manager: string
  readonly body: Readonly<Record<string, unknown>>
}

export type Written =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly path: string; readonly object: KubeObject }
  | { readonly status: number; readonly reason: string }

export interface Objects {
  write(write: Write): Written
  get(path: string): KubeObject | undefined
  /** Those right below the path. */
  list(collection: string): readonly KubeObject[]
}

/** @param version the next resourceVersion of all */
export function objects(version: () => number, now: () => number): Objects {
  const all = new Map<string, KubeObject>()
  /** What each was last applied with: a field that is no longer applied goes. */
  const manifests = new Map<string, object>()
  let made = 0

  const changed = ({ isApply, body, path, manager }: Write, before: KubeObject | undefined): object => {
    if (!isApply) return before ? merged(before, body) : body
    const last = manifests.get(`${path} ${manager}`)
    manifests.set(`${path} ${manager}`, body)
    return applied(before, last, body)
  }
  const kept = (write: Write, before: KubeObject | undefined, name: string): KubeObject => {
    const next = changed(write, before) as KubeObject
    const [, namespace] = /\/namespaces\/([^/]+)\//.exec(write.path) ?? []
    const counts = (write.body.spec as { replicas?: number } | undefined)?.replicas !== undefined
    return {
      ...next,
      metadata: {
        ...next.metadata,
        name,
        ...(namespace === undefined ? {} : { namespace }),
        uid: before?.metadata.uid ?? `eeeeeeee-0000-4000-8000-${String(++made).padStart(12, '0')}`,
        creationTimestamp: before?.metadata.creationTimestamp ?? stampOf(now()),
        resourceVersion: String(version()),
        ...(counts ? { managedFields: [countedBy(write, stampOf(now()))] } : {}),
      },
    }
  }
  const pathOf = ({ method, path, body }: Write) => (method === 'POST' ? `${path}/${nameIn(body)}` : path)

  return {
    write: (write) => {
      const path = pathOf(write)
      const before = all.get(path)
      const refusal = refusalOf(write, before)
      if (refusal) return refusal
      if (write.method === 'DELETE' && before) {
        all.delete(path)
        const metadata = { ...before.metadata, resourceVersion: String(version()) }
        return { type: 'DELETED', path, object: { ...before, metadata } }
      }
      const object = kept({ ...write, path }, before, path.slice(path.lastIndexOf('/') + 1))
      all.set(path, object)
      return { type: before ? 'MODIFIED' : 'ADDED', path, object }
    },
    get: (path) => all.get(path),
    list: (collection) =>
      [...all].filter(([path]) => path.slice(0, path.lastIndexOf('/')) === collection).map(([, object]) => object),
  }
}

const nameIn = ({ metadata }: Write['body']): string => (metadata as { name?: string } | undefined)?.name ?? 'unnamed'

function refusalOf({ method, isApply, body }: Write, before: KubeObject | undefined): Written | undefined {
  if (method === 'POST' && before) return { status: 409, reason: 'AlreadyExists' }
  if (method !== 'POST' && !isApply && !before) return { status: 404, reason: 'NotFound' }
  const { resourceVersion: onto } = (body.metadata ?? {}) as { resourceVersion?: string }
  const isOvertaken = onto !== undefined && before !== undefined && onto !== before.metadata.resourceVersion
  return isOvertaken ? { status: 409, reason: 'Conflict' } : undefined
}

const countedBy = ({ manager, isApply }: Write, time: string): object => ({
  manager,
  operation: isApply ? 'Apply' : 'Update',
  apiVersion: 'apps/v1',
  time,
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
})
