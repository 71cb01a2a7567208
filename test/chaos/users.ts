/** Nodes of two pools, and the users on them: by leaving and coming they give a node room and take it. */
import type { Random } from '../../src/simulation/cluster/random.ts'
import { ApiError, type Cluster, eventually } from '../cluster/index.ts'
import type { World } from '../e2e/support/world.ts'
import type { Right } from './judge/right.ts'

export const POOLS = ['user', 'lab'] as const
export type Pool = (typeof POOLS)[number]

/** Empty nodes of a pool, on which placeholders find a home. */
export const HOMES = 9
/** Of the nodes with users so many have room at most. */
export const MOST_ROOMY = 3
const WORK = 5
/** Users on a full node: 28 of its 32Gi. Two of them leave, and it has room, but not for a placeholder. */
const USERS = 7
const LEAVING = 2

export interface Users {
  build(): Promise<void>
  /** Takes users off a full node of the pool, or brings them back. Rejects when the API server is not there for it. */
  flip(pool: Pool): Promise<void>
  /** What a broken API server took or did not take: made sure of, by filling those nodes. */
  makeSure(): Promise<void>
  /** How many nodes of the pool have room. */
  roomy(pool: Pool): number
}

export function users(cluster: Cluster, hub: World, right: Right, random: Random): Users {
  const roomy = new Set<string>()
  const unsure = new Set<string>()
  const drawn = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]

  const come = (pool: Pool, node: string) =>
    Promise.all(
      leavingFrom(node).map((name) => unless(409, hub.user(name, { on: node, pool, cpu: '1', memory: '4Gi' }))),
    )
  const fill = async (pool: Pool, node: string) => {
    await come(pool, node)
    roomy.delete(node)
    right.room(pool, node, false, Date.now())
  }
  const free = async (pool: Pool, node: string) => {
    roomy.add(node)
    right.room(pool, node, true, Date.now())
    await Promise.all(leavingFrom(node).map((name) => unless(404, hub.leave(name))))
  }
  return {
    build: () => build(cluster, hub),
    flip: async (pool) => {
      const [withRoom, full] = [true, false].map((hasRoom) =>
        workNodes(pool).filter((node) => roomy.has(node) === hasRoom && !unsure.has(node)),
      ) as [string[], string[]]
      const frees = withRoom.length === 0 || (withRoom.length < MOST_ROOMY && random() < 0.5)
      const node = drawn(frees ? full : withRoom)
      if (node === undefined) return
      unsure.add(node)
      await (frees ? free(pool, node) : fill(pool, node))
      unsure.delete(node)
    },
    makeSure: async () => {
      for (const pool of POOLS)
        for (const node of workNodes(pool).filter((name) => unsure.has(name))) {
          await eventually(`${node} to be full`, async () => (await fill(pool, node)) ?? true)
          unsure.delete(node)
        }
    },
    roomy: (pool) => workNodes(pool).filter((node) => roomy.has(node)).length,
  }
}

export const workNodes = (pool: Pool) => Array.from({ length: WORK }, (_, index) => `${pool}-work-${index}`)
export const homeNodes = (pool: Pool) => Array.from({ length: HOMES }, (_, index) => `${pool}-home-${index}`)
export const CORE_NODES = ['core-0', 'core-1']
const leavingFrom = (node: string) => Array.from({ length: LEAVING }, (_, seat) => `${node}-${seat}`)

const TAINT = { key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' } as const

/** Posts the node of the pool as {@link Users.build} does. */
export const postNode = (hub: World, name: string, pool: Pool): Promise<void> =>
  hub.node(name, pool, { taints: [TAINT] })

async function build(cluster: Cluster, hub: World): Promise<void> {
  for (const name of CORE_NODES) await hub.node(name, 'core')
  for (const pool of POOLS) {
    for (const name of [...homeNodes(pool), ...workNodes(pool)]) await postNode(hub, name, pool)
    for (const node of workNodes(pool))
      for (let seat = 0; seat < USERS; seat++)
        await hub.user(`${node}-${seat}`, { on: node, pool, cpu: '1', memory: '4Gi' })
  }
  await eventually('the campus to be at work', async () => {
    const waiting = '/api/v1/pods?limit=1&fieldSelector=status.phase%21%3DRunning'
    return ((await cluster.request('GET', waiting)) as { items: readonly object[] }).items.length === 0
  })
}

/** A refusal with this status says that it is so already. */
async function unless(status: number, attempt: Promise<void>): Promise<void> {
  await attempt.catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === status)) throw error
  })
}
