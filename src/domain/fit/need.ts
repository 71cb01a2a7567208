import type { PlannedDemand } from '../demand/plan.ts'
import { together } from '../target/together.ts'
import { type PoolScale, scaleFor } from './pool-scale.ts'

/** What demands need of an empty pool. */
export interface Need {
  /** Of people who are announced; 0: events ask in placeholders or nodes. */
  readonly seats: number
  /** All together, spare room included; undefined: people come, and nobody knows how large a seat or a placeholder is. */
  readonly placeholders?: number
  /** undefined: for the same reason, or since no node ever told how much it holds. */
  readonly nodes?: number
  /** As many people as come beside, whom nobody can count yet (`students: auto`); they are in no number. */
  readonly isOpen?: true
}

/** As in a decision: of what a class asks in people's units the most counts, and spare room beside it. */
export const needOf = (demands: readonly Counted[], scale: PoolScale): Need =>
  demands.some(({ isAuto }) => isAuto) ? { ...counted(demands, scale), isOpen: true } : needOfKnown(demands, scale)

type Counted = Pick<PlannedDemand, 'unit' | 'amount' | 'isAuto' | 'seat'>

/** Nothing beside those whom nobody can count is no number at all: not none. */
function counted(demands: readonly Counted[], scale: PoolScale): Need {
  const known = needOfKnown(demands, scale)
  return known.seats === 0 && known.placeholders === 0 ? { seats: 0 } : known
}

function needOfKnown(demands: readonly Counted[], ordinary: PoolScale): Need {
  const scale = scaleFor(ordinary, demands)
  const asked = (unit: PlannedDemand['unit']) => demands.find((one) => one.unit === unit)?.amount ?? 0
  const spare = asked('integer')
  const seats = Math.max(asked('students'), asked('seats'))
  if (seats > 0 && (scale.seat === undefined || scale.isGuess)) return { seats }
  const forClass = Math.max(asked('nodes'), Math.ceil(seats / scale.perPlaceholder))
  const { perNode, placeholdersPerNode, spareRoom } = scale
  const placeholders = together(spare, forClass, spareRoom)
  if (placeholdersPerNode === undefined) return { seats, placeholders }
  const forSeats = seats > 0 && perNode !== undefined ? Math.ceil(seats / perNode) : 0
  const nodesFor = (count: number) => Math.ceil(count / placeholdersPerNode)
  return {
    seats,
    placeholders,
    nodes: Math.max(nodesFor(placeholders), together(nodesFor(spare), forSeats, spareRoom)),
  }
}
