import { type Node, withCordon } from '../cluster/node.ts'
import type { Pod } from '../cluster/pod.ts'
import { decide } from '../decide/decide.ts'
import type { Memory } from '../decide/memory.ts'
import type { Observed } from '../decide/observed.ts'
import { sayTime } from '../instant.ts'
import { instantsAhead, type Outlooks, outlooksAt } from './outlook.ts'
import { hasRoomFor, stuckPods } from './people/stuck.ts'

/**
 * The world as the plan makes it, node after node, and what the placeholder half of the product would do in it: so that
 * what one half gives back the other does not boot again. Each try sees the cordons that were accepted before it.
 */
export interface Foresight {
  /** @returns why the node must stay in service; undefined: it may go, and the world is without it from now on */
  cordon(node: Node): string | undefined
  /** @returns why the node is to be in service again; undefined: it is not missed, and stays as it is */
  uncordon(node: Node): string | undefined
  /** @returns why an empty node that is out of service must stay; undefined: it may go, and the world is without it */
  remove(node: Node): string | undefined
  /** The node is in service again, whatever anybody thinks of it. */
  restore(node: Node): void
}

/** A world, and what `decide` will remember once it has seen it. */
interface Prospect {
  readonly observed: Observed
  readonly memory: Memory
}

/** @param memory what `decide` remembers */
export function foresightOf(observed: Observed, memory: Memory, nowMs: number, bootMs: number): Foresight {
  const instants = instantsAhead(observed, memory, nowMs, bootMs)
  const zone = observed.config.calendar.timezone ?? 'utc'
  // Placeholders are as large as the nodes in service allow: which are changes what will be remembered of their size.
  const isSizeDerived = [...observed.config.pools.values()].some(({ requests }) => requests === undefined)
  const prospectOf = (next: Observed): Prospect => ({
    observed: next,
    memory: isSizeDerived ? decide(next, memory, nowMs).memory : memory,
  })
  let world: Prospect = { observed, memory }
  let stuck = stuckPods(observed)
  let known: (Outlooks | undefined)[] = []
  const outlook = (at: number): Outlooks => {
    const made = known[at] ?? outlooksAt(world.observed, world.memory, instants[at] ?? nowMs, nowMs)
    known[at] = made
    return made
  }
  const accept = (next: Prospect, outlooks: (Outlooks | undefined)[]) => {
    world = next
    known = outlooks
  }
  // What was in the way of one node mostly is in the way of the next: it is looked at first.
  let order = instants.map((_, at) => at)
  const firstThat = (next: Prospect, outlooks: (Outlooks | undefined)[], isWorse: typeof worse, backwards: boolean) => {
    for (const at of order) {
      const ahead = outlooksAt(next.observed, next.memory, instants[at] ?? nowMs, nowMs)
      outlooks[at] = ahead
      const found = backwards ? isWorse(ahead, outlook(at)) : isWorse(outlook(at), ahead)
      if (found === undefined) continue
      order = [at, ...order.filter((one) => one !== at)]
      return `${found} at ${sayTime(instants[at] ?? nowMs, nowMs, zone)}`
    }
    return undefined
  }
  const fitsOn = (node: Node, pod: Pod) => hasRoomFor(node, pod, observed.pods.occupancy.get(node.name))
  const restore = (node: Node) => {
    accept(prospectOf(withNode(world.observed, withCordon(node, false))), [])
    stuck = stuck.filter((pod) => !fitsOn(node, pod))
  }
  const unlessWorse = (next: Prospect): string | undefined => {
    const outlooks: (Outlooks | undefined)[] = []
    const because = firstThat(next, outlooks, worse, false)
    if (because === undefined) accept(next, outlooks)
    return because
  }
  return {
    cordon(node) {
      const awaited = awaitedBy(node, observed)
      return awaited ?? unlessWorse(prospectOf(withNode(world.observed, withCordon(node, true))))
    },
    // Nobody gets to it anyway, but it may be what most nodes are like, and with it goes the placeholders' size.
    remove: (node) => (isSizeDerived ? unlessWorse(prospectOf(withoutNode(world.observed, node))) : undefined),
    uncordon(node) {
      const next = prospectOf(withNode(world.observed, withCordon(node, false)))
      const waiting = stuck.find((pod) => fitsOn(node, pod))
      const because = waiting ? `pod ${waiting.name} waits, and fits nowhere else` : firstThat(next, [], worse, true)
      if (because !== undefined) restore(node)
      return because
    },
    restore,
  }
}

/** What a pool would need more in the one world than in the other. */
function worse(before: Outlooks, after: Outlooks): string | undefined {
  for (const [pool, { target, boots }] of after) {
    const other = before.get(pool)
    if (other && target > other.target)
      return `without it pool ${pool} needs ${target} instead of ${other.target} placeholders`
    if (other && boots > other.boots) return `without it ${boots} instead of ${other.boots} nodes of pool ${pool} boot`
  }
  return undefined
}

/** A user who waits and fits there is on the way: the scheduler is just about to bind the pod. */
function awaitedBy(node: Node, { pods }: Observed): string | undefined {
  const taken = pods.occupancy.get(node.name)
  for (const pod of pods.waiting.values())
    if (hasRoomFor(node, pod, taken)) return `pod ${pod.name} waits and fits there`
  return undefined
}

const withNode = (observed: Observed, node: Node): Observed => ({
  ...observed,
  nodes: new Map(observed.nodes).set(node.name, node),
})

function withoutNode(observed: Observed, { name }: Node): Observed {
  const nodes = new Map(observed.nodes)
  nodes.delete(name)
  return { ...observed, nodes }
}
