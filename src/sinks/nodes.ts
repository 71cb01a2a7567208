import type { Effect } from '../domain/act/effect.ts'
import { type Node, nodeFrom, type RawNode } from '../domain/cluster/node.ts'
import { createLedger, NO_OCCUPANCY } from '../domain/cluster/occupancy.ts'
import { podFrom, type RawPod } from '../domain/cluster/pod.ts'
import type { PodKinds } from '../domain/cluster/pod-kinds.ts'
import { given } from '../domain/given.ts'
import { CORDONED_BY, ownCordonOf } from '../domain/utilization/marks.ts'
import type { NodeAction, NodeCreation, NodeRemoval, NodeWrite } from '../domain/utilization/node-action.ts'
import { isEmpty } from '../domain/utilization/node-load.ts'
import { type Api, api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { describeApiError, type Verb } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'
import type { NodeGroups, NotDone } from './node-groups/node-groups.ts'

export interface NodeSinkOptions {
  readonly transport: LeaderTransport
  /** Who makes and removes nodes now; loaded when it is first needed. */
  readonly groups: () => Promise<NodeGroups>
  /** How pods are told apart now. */
  readonly kinds: () => PodKinds
}

/** Does to nodes what the utilization policy wants, each with a last look at the node. Never rejects. */
export function nodeSink({ transport, groups, kinds }: NodeSinkOptions): (action: NodeAction) => Promise<Effect> {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  return async (action) => {
    try {
      switch (action.type) {
        case 'write node':
          return await writeNode(kubernetes, action)
        case 'remove node':
          return await remove(kubernetes, action, groups, kinds())
        case 'create nodes':
          return await create(action, await groups())
      }
    } catch (error) {
      return { at: 'failed', because: String(error) }
    }
  }
}

const pathOf = (name: string) => apiPath`/api/v1/nodes/${name}`

/** The API server refuses it when the node has changed since it was seen, or is another one of its name. */
export async function writeNode(kubernetes: Api, action: NodeWrite): Promise<Effect> {
  const { name, uid, resourceVersion, annotations, unschedulable } = action
  const patch = {
    metadata: { uid, ...given({ resourceVersion }), annotations },
    ...given({ spec: unschedulable === undefined ? undefined : { unschedulable: unschedulable ? true : null } }),
  }
  try {
    await kubernetes.mergePatch(pathOf(name), patch)
    return { at: 'done' }
  } catch (error) {
    if (isGone(error)) return { at: 'conflict', because: `node ${name} is gone` }
    return effectOf(error, 'patch', name)
  }
}

async function remove(
  kubernetes: Api,
  { name, node }: NodeRemoval,
  groups: NodeSinkOptions['groups'],
  kinds: PodKinds,
): Promise<Effect> {
  try {
    const reason = await whyNot(kubernetes, node, kinds)
    if (reason === 'gone') return { at: 'done' }
    if (reason !== undefined) return { at: 'conflict', because: reason }
  } catch (error) {
    return effectOf(error, 'get', name)
  }
  const [result] = await (await groups()).remove([node])
  if (result?.at === 'failed') return failed(result)
  return { at: 'done' }
}

/** The last look, at the cluster itself: the watch may be a moment behind. */
async function whyNot(kubernetes: Api, seen: Node, kinds: PodKinds): Promise<string | undefined> {
  const { name } = seen
  const raw = await kubernetes.get<RawNode>(pathOf(name)).catch((error: unknown) => {
    if (isGone(error)) return undefined
    throw error
  })
  const node = raw && nodeFrom(raw)
  if (!node || node.uid !== seen.uid) return 'gone'
  const isAsSeen = ownCordonOf(node) && node.annotations?.[CORDONED_BY] === seen.annotations?.[CORDONED_BY]
  if (!isAsSeen) return `node ${name} is not cordoned by us any more`
  const fieldSelector = `spec.nodeName=${name}`
  const { items } = await kubernetes.get<{ readonly items: readonly RawPod[] }>('/api/v1/pods', { fieldSelector })
  const ledger = createLedger()
  for (const pod of items) {
    const read = podFrom(pod, kinds)
    if (read) ledger.applied(read)
  }
  return isEmpty(ledger.view.occupancy.get(name) ?? NO_OCCUPANCY) ? undefined : `node ${name} is not empty any more`
}

async function create({ pool, nodes, count, lateBeforeMs }: NodeCreation, groups: NodeGroups): Promise<Effect> {
  const result = await groups.create({ name: pool, nodes, lateBeforeMs }, count)
  if (result.at === 'failed') return failed(result)
  if (result.at === 'left') return { at: 'done' }
  const { from, to } = result
  if (result.at === 'done') return from === to ? { at: 'done', isOnTheWay: true } : { at: 'done' }
  const said = `${groups.name} ${from === to ? `stays at ${from}` : `goes from ${from} to ${to}`}: ${result.because}`
  return failed({ ...result, because: said })
}

const failed = ({ because, retryAfterMs }: NotDone): Effect => ({ at: 'failed', because, ...given({ retryAfterMs }) })

const isGone = (error: unknown) => error instanceof ApiError && error.status === 404

/** 409: it has changed since; 422 about the uid: it is another one of its name. */
const isOvertaken = (error: unknown) =>
  error instanceof ApiError &&
  (error.status === 409 || (error.status === 422 && error.causes.some(({ field }) => field === 'metadata.uid')))

function effectOf(error: unknown, verb: Verb, name: string): Effect {
  const because = describeApiError(error, { verb, resource: 'nodes', group: '', name })
  if (isOvertaken(error)) return { at: 'conflict', because }
  const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : undefined
  return failed({ because, ...given({ retryAfterMs }) })
}
