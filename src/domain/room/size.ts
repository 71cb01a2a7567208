import { keepingLast, oncePerObject } from '../remembered.ts'
import { amountOf, isSameList, type Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import { areAlike, mainKind } from './main-kind.ts'
import { seatsIn } from './seat.ts'

/** Requests of a pool's placeholder, and where they come from. */
export interface Size {
  readonly requests: Resources
  /** `seat`: no node had told one, so it is as large as a seat. */
  readonly from: 'config' | 'nodes' | 'last known' | 'seat'
  /** As many share a node as fit, also where the pool has one a node: they are as large as a seat, for people who ask in seats. */
  readonly packed?: true
}

/** Whether placeholders of the size are one a node. */
export const isOnePerNode = (pool: Pick<PoolConfig, 'onePerNode'>, { packed }: Size): boolean =>
  pool.onePerNode && !packed

/** What the last size was, of memory or of the Deployment. */
export interface KnownSize {
  readonly size?: Resources
  /** The same of placeholders as large as a seat, of which many share a node. */
  readonly seatSize?: Resources
}

export interface SizeInput {
  readonly pool: PoolConfig
  readonly nodes: readonly EmptyNode[]
  readonly known: KnownSize
  /** What one user requests; asked for only where no node tells a size. */
  readonly seat: () => Resources
  /** An event counts: a size stays meanwhile, since another one replaces all placeholders. */
  readonly eventCounts: boolean
  /** Somebody asks in seats or students: placeholders as large as a seat may share a node then. */
  readonly inSeats: boolean
  /** More than a pool may have of placeholders as large as a seat: those as large as a node do more, as soon as one is known. */
  readonly tooMany: boolean
  /** Placeholders wait in vain: no node came for one of the known size. */
  readonly inVain: boolean
}

/**
 * The size of a pool's placeholders: as the config says; else what an empty node of the pool's main kind offers, less a
 * margin; else the last known; else a seat, so that the first event of a pool without nodes is served as well: an autoscaler
 * boots what so many seats need, and then there is a node to tell.
 */
export function sizeOf(input: SizeInput): Size {
  const { pool, known, inSeats, tooMany } = input
  if (pool.requests) return { requests: pool.requests, from: 'config' }
  const kind = mainKind(input.nodes)
  const derived = offerOf(kind)
  if (known.size && hasAny(known.size) && !(derived && isReplaced(known.size, derived, kind, input)))
    return { requests: known.size, from: 'last known' }
  if (derived && (tooMany || !known.seatSize || !inSeats)) return { requests: derived, from: 'nodes' }
  return { requests: seatSized(input), from: 'seat', ...(inSeats ? { packed: true } : {}) }
}

/** While people are counted in it, it grows with what they request, and does not shrink. */
function seatSized({ known: { seatSize }, inSeats, seat }: SizeInput): Resources {
  return seatSize && inSeats && seatsIn(seatSize, seat()) > 0 ? seatSize : seat()
}

const hasAny = (resources: Resources) => Object.keys(resources).length > 0

/** What each node of a kind offers beside its DaemonSets and a margin, resource by resource. */
const offerOf = oncePerObject((kind: readonly EmptyNode[]): Resources | undefined => {
  const least = (name: string) =>
    kind.reduce((most, one) => Math.min(most, amountOf(one.offer, name)), Number.POSITIVE_INFINITY)
  return kind.length > 0 ? { cpu: least('cpu'), memory: least('memory') } : undefined
})

const WORTH_CHANGING = 0.1
const NAMES = ['cpu', 'memory']

/**
 * Whether a known size gives way, which replaces all placeholders: those of it find no node, or another is worth that. A lone
 * node is worth it only where no other one is of the size that is known.
 */
function isReplaced(
  known: Resources,
  derived: Resources,
  kind: readonly EmptyNode[],
  { nodes, eventCounts, inVain }: SizeInput,
): boolean {
  const fits = fitsAll(kind)(known)
  if (!fits && inVain) return true
  if (eventCounts || (kind.length === 1 && nodes.some((one) => isOfSize(one, known)))) return false
  return fits ? isWorthChanging(known, derived) : !isLoneAndSmall(known, derived, kind)
}

const fitsAll = oncePerObject((kind: readonly EmptyNode[]) =>
  keepingLast(
    (size: Resources) => kind.every(({ empty }) => seatsIn(empty, size) > 0),
    ([a], [b]) => isSameList(a, b),
  ),
)

const isOfSize = ({ offer, empty }: EmptyNode, known: Resources): boolean =>
  areAlike(offer, known, NAMES) && seatsIn(empty, known) > 0

const isWorthChanging = (known: Resources, derived: Resources): boolean =>
  NAMES.some((name) => {
    const [before, after] = [amountOf(known, name), amountOf(derived, name)]
    return Math.abs(after - before) >= WORTH_CHANGING * before
  })

/** At night the last node may be an odd one: alone it does not say that those, twice as large, will not come again. */
const isLoneAndSmall = (known: Resources, derived: Resources, kind: readonly EmptyNode[]): boolean =>
  kind.length === 1 && NAMES.some((name) => 2 * amountOf(derived, name) < amountOf(known, name))
