import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../../src/kubernetes/connection.ts'
import type { Cluster } from '../../cluster/index.ts'

/** A node as the API server told it, with what the tests of the utilization policy look at. */
export interface SeenNode {
  readonly metadata: {
    readonly name: string
    readonly uid: string
    readonly resourceVersion: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly deletionTimestamp?: string
  }
  readonly spec: { readonly unschedulable?: boolean }
}

/** Every state of every node, in order: nothing that lasts a moment is missed. */
export interface NodeWatch {
  readonly nodes: ReadonlyMap<string, SeenNode>
  /** What `check` had to say, each with the node. */
  readonly complaints: readonly string[]
  stop(): Promise<void>
}

/**
 * Watches nodes through the API server until it is stopped.
 * @param check is asked after each change, and says what is wrong
 */
export async function watchNodes(
  cluster: Cluster,
  check: (changed: SeenNode, type: string, nodes: ReadonlyMap<string, SeenNode>) => string | undefined,
): Promise<NodeWatch> {
  const connection = connect({ kubeconfig: cluster.kubeconfig })
  const aborted = new AbortController()
  const path = '/api/v1/nodes'
  const list = (await (await connection.request({ method: 'GET', path })).json()) as {
    readonly metadata: { readonly resourceVersion: string }
    readonly items: readonly SeenNode[]
  }
  const nodes = new Map(list.items.map((node) => [node.metadata.name, node]))
  const complaints: string[] = []
  let resourceVersion = list.metadata.resourceVersion
  const follow = async () => {
    const query = { watch: true, resourceVersion }
    const { body } = await connection.request({ method: 'GET', path, query, signal: aborted.signal })
    let rest = ''
    for await (const chunk of body) {
      const lines = (rest + Buffer.from(chunk).toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) take(JSON.parse(line) as { readonly type: string; readonly object: SeenNode })
    }
  }
  const take = ({ type, object }: { readonly type: string; readonly object: SeenNode }) => {
    const { name } = object.metadata
    resourceVersion = object.metadata.resourceVersion
    if (type === 'DELETED') nodes.delete(name)
    else nodes.set(name, object)
    const complaint = check(object, type, nodes)
    if (complaint !== undefined) complaints.push(`${name}: ${complaint}`)
  }
  const ended = (async () => {
    while (!aborted.signal.aborted) {
      await follow().catch((error: unknown) => {
        if (!aborted.signal.aborted) complaints.push(`the watch broke: ${String(error)}`)
      })
      // A watch may end by itself; it goes on where it was.
      if (!aborted.signal.aborted) await sleep(10)
    }
  })()
  return {
    nodes,
    complaints,
    stop: async () => {
      aborted.abort()
      await ended
      await connection.close()
    },
  }
}
