import { eventsOf, type Segment } from '../demand/plan.ts'
import { given } from '../given.ts'
import { sayPlainly } from '../say.ts'
import { needOf } from './need.ts'
import type { PoolFit } from './pool-fit.ts'
import type { Limit } from './pool-limits.ts'
import type { PoolScale } from './pool-scale.ts'

/** The unit in which all of a stretch of time can be counted: the last that is known. */
export type NeededUnit = 'nodes' | 'placeholders' | 'seats'

/** What is needed of an empty pool over time, and the most that it can have, as both are drawn. */
export interface NeededLevels {
  readonly unit: NeededUnit
  /** Instants in epoch ms, half-open. */
  readonly levels: readonly {
    readonly fromMs: number
    readonly toMs: number
    readonly high: number
    readonly events: readonly string[]
  }[]
  /** undefined: nothing limits it, or far above what is needed. */
  readonly most?: number
  /** The most that it ever had, where nothing says how many there can be. */
  readonly seen?: number
}

export function neededLevels(segments: readonly Segment[], { scale, limits }: PoolFit): NeededLevels {
  const needs = segments.map((segment) => ({ segment, need: needOf(segment.demands, scale) }))
  const unit = UNITS.find((one) => needs.every(({ need }) => need[one] !== undefined || need.isOpen)) ?? 'seats'
  const levels = needs.map(({ segment, need }) => {
    const { fromMs, toMs } = segment
    return { fromMs, toMs, high: need[unit] ?? 0, events: eventsOf(segment).map(sayPlainly) }
  })
  const highest = Math.max(1, ...levels.map(({ high }) => high))
  const least = (own: readonly Limit[]) => {
    const near = own.flatMap((limit) => inUnit(limit, unit, scale) ?? []).filter((one) => one <= NEAR * highest)
    return near.length > 0 ? Math.min(...near) : undefined
  }
  const [seen, said] = [limits.filter(({ isSeen }) => isSeen), limits.filter(({ isSeen }) => !isSeen)]
  return { unit, levels, ...given({ most: least(said), seen: least(seen) }) }
}

const UNITS = ['nodes', 'placeholders'] as const

/** A limit further above would leave no room for what is needed. */
const NEAR = 3

/** @returns undefined where nobody knows how one turns into the other */
function inUnit({ of, most }: Limit, unit: NeededUnit, { placeholdersPerNode, seat, ...per }: PoolScale) {
  if (of === unit) return most
  if (of === 'placeholders' && unit === 'nodes')
    return placeholdersPerNode === undefined ? undefined : Math.ceil(most / placeholdersPerNode)
  if (of === 'nodes' && unit === 'placeholders')
    return placeholdersPerNode === undefined ? undefined : most * placeholdersPerNode
  if (of === 'seats' && seat !== undefined) {
    const each = unit === 'nodes' ? per.perNode : per.perPlaceholder
    return each === undefined ? undefined : Math.ceil(most / each)
  }
  return undefined
}
