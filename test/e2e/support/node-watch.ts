import { type Cluster, follow } from '../../cluster/index.ts'

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
  /** What `check` had to say, each with the node, and how the watch broke. */
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
  const nodes = new Map<string, SeenNode>()
  const complaints: string[] = []
  const { breaks, stop } = await follow<SeenNode>(
    cluster,
    '/api/v1/nodes',
    (items) => {
      for (const node of items) nodes.set(node.metadata.name, node)
    },
    ({ type, object }) => {
      const { name } = object.metadata
      if (type === 'DELETED') nodes.delete(name)
      else nodes.set(name, object)
      const complaint = check(object, type, nodes)
      if (complaint !== undefined) complaints.push(`${name}: ${complaint}`)
    },
  )
  return {
    nodes,
    get complaints() {
      return [...complaints, ...breaks]
    },
    stop,
  }
}
