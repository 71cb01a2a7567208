import type { PlannedDemand } from '../demand/plan.ts'
import type { PoolScale } from './pool-scale.ts'

/** What demands need of an empty pool. */
export interface Need {
  /** Of people who are announced; 0: events ask in placeholders or nodes. */
  readonly seats: number
  /** undefined: people come, and nobody knows how large a seat or a placeholder is. */
  readonly placeholders?: number
  /** undefined: for the same reason, or since no node ever told how much it holds. */
  readonly nodes?: number
}

/** Of several demands the most counts, as in a decision. */
export function needOf(demands: readonly Pick<PlannedDemand, 'unit' | 'amount'>[], scale: PoolScale): Need {
  const asked = (unit: PlannedDemand['unit']) => demands.find((one) => one.unit === unit)?.amount ?? 0
  const seats = Math.max(asked('students'), asked('seats'))
  if (seats > 0 && (scale.seat === undefined || scale.isGuess)) return { seats }
  const placeholders = Math.max(asked('integer'), asked('nodes'), Math.ceil(seats / scale.perPlaceholder))
  const { perNode, placeholdersPerNode } = scale
  if (placeholdersPerNode === undefined) return { seats, placeholders }
  const forSeats = seats > 0 && perNode !== undefined ? Math.ceil(seats / perNode) : 0
  return { seats, placeholders, nodes: Math.max(forSeats, Math.ceil(placeholders / placeholdersPerNode)) }
}
