import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'

/** Requests of a pool's placeholder, and where they come from. */
export interface Size {
  readonly requests: Resources
  readonly from: 'config' | 'nodes' | 'last known'
}

const MARGIN_RATIO = 0.05
const MARGIN_MEMORY_BYTES = 256 * 2 ** 20
const WORTH_CHANGING = 0.1
const MI = 2 ** 20

/**
 * The size of a pool's placeholders: as the config says; else what an empty node of the smallest kind offers, less the
 * DaemonSets and a margin; else the last known.
 * @param known the last size, of memory or of the Deployment; changes by less than 10 %, or while an event counts, wait
 * @returns undefined when nothing is known: the Deployment is then left as it is
 */
export function sizeOf(
  pool: PoolConfig,
  rooms: readonly NodeRoom[],
  occupancy: ReadonlyMap<string, Occupancy>,
  known: Resources | undefined,
  eventCounts: boolean,
): Size | undefined {
  if (pool.requests) return { requests: pool.requests, from: 'config' }
  const derived = smallest(
    rooms.filter((room) => room.usable).map(({ node }) => offer(node.allocatable, occupancy.get(node.name))),
  )
  if (known && Object.keys(known).length > 0 && (!derived || eventCounts || !isWorthChanging(known, derived)))
    return { requests: known, from: 'last known' }
  return derived && { requests: derived, from: 'nodes' }
}

function offer(allocatable: Resources, { daemons }: Occupancy = NO_OCCUPANCY): Resources {
  const memory = amountOf(allocatable, 'memory')
  const cpu = amountOf(allocatable, 'cpu')
  const memoryMargin = Math.max(memory * MARGIN_RATIO, MARGIN_MEMORY_BYTES)
  return {
    cpu: Math.max(0, Math.floor(cpu - amountOf(daemons, 'cpu') - cpu * MARGIN_RATIO)),
    memory: Math.max(0, Math.floor((memory - amountOf(daemons, 'memory') - memoryMargin) / MI) * MI),
  }
}

/** Resource by resource, so that the placeholder fits every node of a mixed pool. */
function smallest(offers: readonly Resources[]): Resources | undefined {
  if (offers.length === 0) return undefined
  const least = (name: string) => Math.min(...offers.map((one) => amountOf(one, name)))
  return { cpu: least('cpu'), memory: least('memory') }
}

const isWorthChanging = (known: Resources, derived: Resources): boolean =>
  ['cpu', 'memory'].some((name) => {
    const [before, after] = [amountOf(known, name), amountOf(derived, name)]
    return Math.abs(after - before) >= WORTH_CHANGING * before
  })
