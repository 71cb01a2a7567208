import { NAMED, sayTitles } from '../calendar/event-name.ts'
import type { Demand } from '../demand/demand.ts'
import { sayCount } from '../say.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { Guard } from './guard.ts'
import { type PeopleTarget, placeholdersForSeats, sayOpen, sayRange, sayShort } from './people-target.ts'
import { mostPlaceholders } from './placeholder-limits.ts'

/** What a person asks for with the annotation `warmseats.io/at-least`, or the utilization policy, while it is in force. */
export interface AtLeast {
  readonly count: number
  /** As in the sentence: `until 10:00 by annotation`. */
  readonly said: string
}

export interface TargetInput {
  readonly pool: PoolConfig
  readonly demand: Demand
  /** Names of the roomy nodes. */
  readonly roomy: readonly string[]
  readonly guard: Guard
  /** What we last asked for: the guard keeps it, but never raises above it. */
  readonly inForce: number
  readonly atLeast?: AtLeast
  /** Targets of what events ask in people's units: the largest counts. */
  readonly people?: readonly PeopleTarget[]
  /** Strategy fit: the integer in seats. */
  readonly fit?: FitWorld
}

/** What the strategy fit reads: the integer asks for the seats of so many empty nodes. */
export interface FitWorld {
  /** undefined: no node was ever seen, so a placeholder stands for one. */
  readonly emptyNode?: number
  readonly openSeats: number
  readonly seatsPerPlaceholder: number
  readonly shortSeats: number
  readonly range?: readonly [least: number, most: number]
}

export interface Target {
  readonly target: number
  /** The same with no room at all: the most that this demand can ever give. */
  readonly withoutRoom: number
  /** Before minimum and maximum. */
  readonly asked: number
  readonly because: string
}

/** The rules of docs/how-it-decides.md: what the pool should have now, before the fall window. Each unit has a target, the largest counts. */
export function targetOf(input: TargetInput): Target {
  const { pool, demand, atLeast, people = [] } = input
  const integer = integerTarget(input)
  const target = Math.max(integer.placeholders, ...people.map((one) => one.placeholders))
  const withoutRoom = Math.max(integer.withoutRoom, ...people.map((one) => one.withoutRoom))
  // What asks for nothing explains nothing, unless it is all there is.
  const speaking = people.length > 0 && demand.integer === 0 ? people : [integer, ...people]
  const sentences = speaking.map((one) => one.because)
  if (atLeast && atLeast.count > target) sentences.push(`at least ${atLeast.count} ${atLeast.said}`)
  const limit = (count: number) => clamp(Math.max(count, atLeast?.count ?? 0), pool)
  const asked = Math.max(target, atLeast?.count ?? 0)
  if (limit(target) > asked) sentences.push(`never less than minPlaceholders ${pool.minPlaceholders}`)
  if (limit(target) < asked) sentences.push(sayMost(pool))
  return { target: limit(target), withoutRoom: limit(withoutRoom), asked, because: sentences.join('; ') }
}

interface IntegerTarget {
  readonly placeholders: number
  readonly withoutRoom: number
  readonly because: string
}

function integerTarget({ pool, demand, roomy, guard, inForce, fit }: TargetInput): IntegerTarget {
  const { integer } = demand
  const asks = sayDemand(demand)
  const all = { placeholders: integer, withoutRoom: integer, because: asks }
  if (demand.from === 'calendar' && pool.calendarOverrideEnabled)
    return { ...all, because: `${asks}; room does not count (calendarOverrideEnabled)` }
  if (fit?.emptyNode)
    return fitTarget(integer * fit.emptyNode, `${asks}, ${fit.emptyNode} seats each${sayRange(fit)}`, fit)
  if (fit || roomy.length === 0 || integer === 0) return all
  const placeholders = Math.max(0, integer - roomy.length)
  const because = `${asks}; ${sayNodes(roomy)} already ${roomy.length === 1 ? 'has' : 'have'} room`
  const guarded = Math.min(integer, inForce)
  return guard.at === 'holding' && guarded > placeholders
    ? { ...all, placeholders: guarded, because: `${because}; ${guard.because}` }
    : { ...all, placeholders, because }
}

const fitTarget = (seats: number, asks: string, fit: FitWorld): IntegerTarget => ({
  placeholders: placeholdersForSeats(seats - fit.openSeats, fit),
  withoutRoom: placeholdersForSeats(seats, fit),
  because: `${asks}; ${sayOpen(fit.openSeats)}${fit.shortSeats > 0 ? `, ${sayShort(fit)}` : ''}`,
})

const clamp = (count: number, pool: PoolConfig) =>
  Math.min(mostPlaceholders(pool), Math.max(pool.minPlaceholders, count))

const sayMost = (pool: PoolConfig): string =>
  `never more than maxPlaceholders ${mostPlaceholders(pool)}${pool.maxPlaceholders === undefined ? ', which is not set' : ''}`

function sayDemand({ integer, from, events, bridged }: Demand): string {
  const count = sayCount(integer, 'placeholder')
  if (from === 'config') return `the config asks ${count}`
  const titles = sayTitles(events)
  return bridged ? `the short gap between ${titles} keeps ${count} (bridge)` : `${titles} asks ${count}`
}

/** `node a`, `2 nodes (a, b)`, `5 nodes (a, b, c, …)`. */
function sayNodes(names: readonly string[]): string {
  if (names.length === 1) return `node ${names[0]}`
  return `${names.length} nodes (${names.toSorted().slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''})`
}
