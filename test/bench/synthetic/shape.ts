/** What a synthetic cluster is like: how large, how its nodes are filled, what its pools are called. */

export interface Shape {
  /** Of users, all pools together: full ones, but for the first. */
  readonly nodes: number
  /** Of users, spread evenly. */
  readonly pods: number
  readonly pools: number
  /** Whether a watch may begin with what is there (`sendInitialEvents`), as Kubernetes ≥ 1.32 has it. */
  readonly streamingLists: boolean
}

export const NAMESPACE = 'hub'
export const POOL_LABEL = 'hub.jupyter.org/pool-name'

/** Of one node of users. */
export const ALLOCATABLE = { cpuMilli: 7910, memoryMiB: 58 * 1024 } as const
/** What its users ask for together: the rest is less than any threshold. */
const TAKEN = { cpuMilli: 7600, memoryMiB: 55 * 1024 } as const

/** A place where placeholders run: nodes beside those of users, as an autoscaler would have made them. */
export interface Home {
  readonly name: string
  readonly pool: string
}

/** The first pool is what reactions are measured with. */
const HOMES = { first: 8, other: 2 } as const

export const poolNames = ({ pools }: Pick<Shape, 'pools'>): readonly string[] =>
  Array.from({ length: pools }, (_, index) => (index === 0 ? 'user' : `user${index}`))

export const homesOf = (shape: Pick<Shape, 'pools'>): readonly Home[] =>
  poolNames(shape).flatMap((pool, at) =>
    Array.from({ length: at === 0 ? HOMES.first : HOMES.other }, (_, seat) => ({ name: `home-${pool}-${seat}`, pool })),
  )

export const podsANode = ({ nodes, pods }: Pick<Shape, 'nodes' | 'pods'>): number =>
  Math.max(1, Math.floor(pods / nodes))

/** What one user asks for, so that all of a node fill it. */
export function seatOf(shape: Pick<Shape, 'nodes' | 'pods'>): {
  readonly cpuMilli: number
  readonly memoryMiB: number
} {
  const seats = podsANode(shape)
  return { cpuMilli: Math.floor(TAKEN.cpuMilli / seats), memoryMiB: Math.floor(TAKEN.memoryMiB / seats) }
}
