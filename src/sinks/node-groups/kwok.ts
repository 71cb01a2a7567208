import { isLeaving, type Node } from '../../domain/cluster/node.ts'
import { api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import type { NodeGroups, Removal } from './node-groups.ts'

/** As much of a node as a copy of it takes over. */
interface Original {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> }
  readonly spec?: { readonly taints?: readonly { readonly key: string }[] }
  readonly status?: { readonly capacity?: object; readonly allocatable?: object }
}

const HOSTNAME = 'kubernetes.io/hostname'

/** Nodes that kwok plays: one is made by creating its object, like another of its pool, and gone with its object. */
export function kwokGroups(transport: LeaderTransport): NodeGroups {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  return {
    name: 'kwok',
    size: async ({ nodes }) => ({ at: 'known', nodes: nodes.length }),
    create: async ({ name, nodes }, count) => {
      const like = nodes.find((node) => !isLeaving(node))
      if (!like) return { at: 'failed', because: `pool ${name} has no node to make another one like` }
      let made = 0
      try {
        const original = await kubernetes.get<Original>(apiPath`/api/v1/nodes/${like.name}`)
        for (; made < count; made++) await kubernetes.create('/api/v1/nodes', copyOf(original, like.name))
        return { at: 'done', from: nodes.length, to: nodes.length + made }
      } catch (error) {
        const because = describeApiError(error, { verb: 'create', resource: 'nodes', group: '' })
        if (made === 0) return { at: 'failed', because }
        return { at: 'in part', from: nodes.length, to: nodes.length + made, because }
      }
    },
    remove: (nodes) => Promise.all(nodes.map(removeOne)),
  }

  async function removeOne({ name, uid }: Node): Promise<Removal> {
    try {
      await kubernetes.remove(apiPath`/api/v1/nodes/${name}`, { uid })
      return { node: name, at: 'done' }
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 409)) return { node: name, at: 'done' }
      const because = describeApiError(error, { verb: 'delete', resource: 'nodes', group: '', name })
      return { node: name, at: 'failed', because }
    }
  }
}

function copyOf({ metadata, spec, status }: Original, name: string): object {
  const { [HOSTNAME]: _, ...labels } = metadata.labels ?? {}
  const taints = (spec?.taints ?? []).filter(({ key }) => !key.startsWith('node.kubernetes.io/'))
  const { capacity, allocatable } = status ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { generateName: `${name.slice(0, 40)}-`, labels },
    spec: { taints },
    status: { capacity, allocatable },
  }
}
