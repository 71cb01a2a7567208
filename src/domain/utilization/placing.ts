import { isCordoned, isLeaving, isReady, type Node } from '../cluster/node.ts'
import { NO_OCCUPANCY } from '../cluster/occupancy.ts'
import { isBound, type Pod } from '../cluster/pod.ts'
import type { Observed } from '../decide/observed.ts'
import { compare } from '../order.ts'
import { freeOf, seatsIn } from '../room/seat.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { Scope } from './scope.ts'

/** How users come to their nodes: the fullest first, the emptiest first, or nobody can tell yet. */
export interface Placing {
  readonly at: 'packing' | 'spreading' | 'unknown'
  /** How we know. */
  readonly because: string
}

/** Which of the nodes that it fitted on somebody went to. */
type Choice = 'fullest' | 'emptiest'

/** What was taken of a node when it was last looked at. */
interface Taken {
  readonly requests: Resources
  readonly pods: number
}

/** What is remembered from one look to the next, so that who came between the two can be put back before it. */
export interface Watched {
  /** Epoch ms; -Infinity: never. */
  readonly atMs: number
  /** By the name of a node. */
  readonly taken: ReadonlyMap<string, Taken>
  /** By scope, the latest last. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

export const NOT_WATCHED: Watched = { atMs: Number.NEGATIVE_INFINITY, taken: new Map(), choices: {} }

/** What schedulers that fill nodes are called: zero-to-jupyterhub's, ours, and the one of GKE's profile. */
const PACKERS = /user-scheduler|packing-scheduler|bin-?pack|optimize-utilization/

const MOST_CHOICES = 30
/** Fewer may be chance, and so may a narrower majority. */
const LEAST_CHOICES = 8
const MAJORITY = 3 / 4

/** @returns who came since the last look, and had a choice, told with those of before; and nodes as they are now */
export function watch(scopes: readonly Scope[], observed: Observed, before: Watched, nowMs: number): Watched {
  const came = [...observed.pods.users.values()]
    .filter((pod) => isBound(pod) && cameMs(pod) > before.atMs)
    .toSorted((a, b) => cameMs(a) - cameMs(b) || compare(a.uid, b.uid))
  const choices = scopes.map(({ name, nodes }): [string, readonly Choice[]] => {
    const inService = nodes.map(({ node }) => node).filter((node) => before.taken.has(node.name) && isOpen(node))
    const made = choicesOf(came, inService, new Map(before.taken))
    return [name, [...(before.choices[name] ?? []), ...made].slice(-MOST_CHOICES)]
  })
  const taken = scopes.flatMap(({ nodes }) =>
    nodes.map(({ node: { name } }): [string, Taken] => {
      const { requests, pods } = observed.pods.occupancy.get(name) ?? NO_OCCUPANCY
      return [name, { requests: { ...requests }, pods }]
    }),
  )
  return { atMs: nowMs, taken: new Map(taken), choices: Object.fromEntries(choices) }
}

const isOpen = (node: Node) => isReady(node) && !isCordoned(node) && !isLeaving(node)

/** The scheduler says when; where it does not, they went at once. */
const cameMs = ({ boundMs, createdMs }: Pod): number => boundMs ?? createdMs

/** @param came in their order; @param taken of each node before they came, kept up with them */
function choicesOf(came: readonly Pod[], nodes: readonly Node[], taken: Map<string, Taken>): readonly Choice[] {
  const choices: Choice[] = []
  const share = ({ name, allocatable }: Node) =>
    amountOf(taken.get(name)?.requests ?? {}, 'memory') / Math.max(1, amountOf(allocatable, 'memory'))
  for (const { nodeName, requests } of came) {
    const went = nodes.find(({ name }) => name === nodeName)
    if (!went) continue
    const fitting = nodes.filter(({ name, allocatable }) => {
      const { requests: used, pods } = taken.get(name) ?? { requests: {}, pods: 0 }
      return seatsIn(freeOf(allocatable, used, pods), requests) > 0
    })
    const shares = fitting.map(share)
    const [least, most] = [Math.min(...shares), Math.max(...shares)]
    if (fitting.includes(went) && least < most) {
      if (share(went) === most) choices.push('fullest')
      if (share(went) === least) choices.push('emptiest')
    }
    taken.set(went.name, plus(taken.get(went.name), requests))
  }
  return choices
}

function plus({ requests, pods }: Taken = { requests: {}, pods: 0 }, more: Resources): Taken {
  const sums: Record<string, number> = { ...requests }
  for (const [name, amount] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + amount
  return { requests: sums, pods: pods + 1 }
}

/**
 * How the users of a scope are placed: by the scheduler that most of them name, where it is known to fill nodes; else by
 * where they went who had a choice of nodes.
 */
export function placingIn({ name, nodes }: Scope, { pods }: Observed, { choices }: Watched): Placing {
  const names = new Set(nodes.map(({ node }) => node.name))
  const users = [...pods.users.values()].filter(({ nodeName }) => nodeName !== undefined && names.has(nodeName))
  return byName(users) ?? byChoices(choices[name] ?? []) ?? UNKNOWN
}

const UNKNOWN: Placing = { at: 'unknown', because: 'too few users had a choice of nodes to tell who places them' }

function byName(users: readonly Pod[]): Placing | undefined {
  const packed = users.filter(({ scheduler }) => scheduler !== undefined && PACKERS.test(scheduler))
  const [first] = packed
  if (!first || 2 * packed.length <= users.length) return undefined
  return { at: 'packing', because: `users name the scheduler ${first.scheduler}, which fills one node before the next` }
}

function byChoices(choices: readonly Choice[]): Placing | undefined {
  const fullest = choices.filter((one) => one === 'fullest').length
  const emptiest = choices.length - fullest
  if (choices.length < LEAST_CHOICES || Math.max(fullest, emptiest) < MAJORITY * choices.length) return undefined
  const of = `of the last ${choices.length} users who had a choice`
  return fullest > emptiest
    ? { at: 'packing', because: `${fullest} ${of} went to the fullest node` }
    : { at: 'spreading', because: `${emptiest} ${of} went to the emptiest node` }
}
