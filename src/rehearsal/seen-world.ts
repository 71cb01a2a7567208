/** What the demonstration looks at: the nodes of a pool, with how many users and placeholders run on each. */
import { nodeFrom, type RawNode } from '../domain/cluster/node.ts'
import { sayCount } from '../domain/say.ts'
import { podRequests, type RawPodSpecRequests } from '../domain/scheduling/pod-requests.ts'
import { amountOf, type Resources } from '../domain/scheduling/resources.ts'

export interface NodeSeats {
  readonly name: string
  readonly users: number
  readonly placeholders: number
}

export interface SeenWorld {
  /** The fullest first, by users. */
  readonly nodes: readonly NodeSeats[]
  readonly users: Seen
  readonly placeholders: Seen
}

export interface Seen {
  /** By uid. */
  readonly running: ReadonlySet<string>
  /** Neither running nor going. */
  readonly waiting: number
}

/** A pod as it is listed. */
export interface ListedPod {
  readonly metadata?: { readonly uid?: string; readonly deletionTimestamp?: string }
  readonly spec?: RawPodSpecRequests & { readonly nodeName?: string }
  readonly status?: { readonly phase?: string }
}

export function seenWorld(
  nodes: readonly RawNode[],
  users: readonly ListedPod[],
  placeholders: readonly ListedPod[],
): SeenWorld {
  const on = (pods: readonly ListedPod[], node: string) =>
    pods.filter((pod) => isRunning(pod) && pod.spec?.nodeName === node).length
  const rows = nodes.flatMap((raw) => {
    const name = raw.metadata?.name ?? ''
    return { name, users: on(users, name), placeholders: on(placeholders, name) }
  })
  return {
    nodes: rows.toSorted(
      (a, b) => b.users - a.users || b.placeholders - a.placeholders || a.name.localeCompare(b.name),
    ),
    users: seen(users),
    placeholders: seen(placeholders),
  }
}

const isRunning = ({ metadata, status }: ListedPod) =>
  status?.phase === 'Running' && metadata?.deletionTimestamp === undefined

function seen(pods: readonly ListedPod[]): Seen {
  const running = pods.filter(isRunning)
  const going = pods.filter(({ metadata }) => metadata?.deletionTimestamp !== undefined)
  return {
    running: new Set(running.map(({ metadata }) => metadata?.uid ?? '')),
    waiting: pods.length - running.length - going.length,
  }
}

/**
 * How many seats of this size a node has, beside the pods of others on it.
 * @param others without those that hold seats
 */
export function seatsOf(node: RawNode, seat: Resources, others: readonly ListedPod[]): number {
  const allocatable = nodeFrom(node)?.allocatable ?? {}
  const room = Object.entries(seat)
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => {
      const taken = others.reduce((sum, { spec = {} }) => sum + amountOf(podRequests(spec), name), 0)
      return Math.floor((amountOf(allocatable, name) - taken) / amount)
    })
  return Math.max(0, Math.min(...room, amountOf(allocatable, 'pods') - others.length))
}

/** `node-1  ●●●●○○○○  4 users, 4 placeholders`, a line for each node. */
export function sayWorld({ nodes, users, placeholders }: SeenWorld, seats: number): readonly string[] {
  const width = Math.max(...nodes.map(({ name }) => name.length), 0)
  const rows = nodes.map(({ name, ...on }) => {
    const held = '●'.repeat(on.users) + '░'.repeat(on.placeholders)
    return `  ${name.padEnd(width)}  ${held.padEnd(seats, '○')}  ${sayCount(on.users, 'user')}, ${sayCount(on.placeholders, 'placeholder')}`
  })
  const waiting =
    users.waiting + placeholders.waiting > 0
      ? [`  ${sayCount(users.waiting, 'user')} and ${sayCount(placeholders.waiting, 'placeholder')} wait for a node`]
      : []
  return [...(rows.length > 0 ? rows : ['  no node']), ...waiting]
}
