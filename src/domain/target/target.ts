import { NAMED, sayTitles } from '../calendar/event-name.ts'
import type { Demand } from '../demand/demand.ts'
import { sayCount } from '../say.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { Guard } from './guard.ts'
import { type PeopleTarget, placeholdersForSeats, sayOpen, sayRange, sayShort } from './people-target.ts'
import type { MostPlaceholders } from './placeholder-limits.ts'
import { besideEachOther, forClass, largerOf } from './together.ts'

/** What a person asks for with the annotation `warmseats.io/at-least`, or the utilization policy, while it is in force. */
export interface AtLeast {
  readonly count: number
  /** As in the sentence: `until 10:00 by annotation`. */
  readonly said: string
}

export interface TargetInput {
  readonly pool: PoolConfig
  readonly most: MostPlaceholders
  readonly demand: Demand
  /** Names of the roomy nodes. */
  readonly roomy: readonly string[]
  readonly guard: Guard
  /** What we last asked for: the guard keeps it, but never raises above it. */
  readonly inForce: number
  /** Of a person's hand: room for whoever comes. */
  readonly atLeast?: AtLeast
  /** Of the utilization policy: of all together. */
  readonly floor?: AtLeast
  /** Targets of what is asked in people's units: of these the largest counts. @param taken open seats that are for whoever comes */
  readonly people?: (taken: number) => readonly PeopleTarget[]
  /** Open seats on each roomy node, as far as a placeholder holds so many; without them spare room takes none. */
  readonly seatsOn?: (node: string) => number
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

/**
 * The rules of docs/how-it-decides.md: what the pool should have now, before the fall window. Spare room (bare numbers, a
 * person's hand) is for whoever comes, people's units are for a class: the target holds both, and room is used once.
 */
export function targetOf(input: TargetInput): Target {
  const { pool, most, demand, floor } = input
  const clamp = (count: number) => Math.min(most.count, Math.max(pool.minPlaceholders, count))
  const isWithin = pool.spareRoom === 'within'
  const people = input.people?.(isWithin ? 0 : takenSeats(input)) ?? []
  // What is in force for the class is not the spare room's, which the guard may keep.
  const spare = spareOf(isWithin ? input : { ...input, inForce: Math.max(0, input.inForce - forClass(people)) })
  const rules = isWithin ? largerOf : besideEachOther
  const { placeholders, withoutRoom, sentences } = rules(spare, people, demand.integer > 0)
  const asked = Math.max(placeholders, floor?.count ?? 0)
  const limit = (count: number) => clamp(Math.max(count, floor?.count ?? 0))
  const said = [
    ...sentences,
    ...(floor && floor.count > placeholders ? [sayLeast(floor)] : []),
    ...(clamp(asked) > asked ? [`never less than minPlaceholders ${pool.minPlaceholders}`] : []),
    ...(clamp(asked) < asked ? [sayMost(most)] : []),
  ]
  return { target: limit(placeholders), withoutRoom: limit(withoutRoom), asked, because: said.join('; ') }
}

const sayLeast = ({ count, said }: AtLeast) => `at least ${count} ${said}`

/** The integer, and what a person's hand holds it at. */
function spareOf(input: TargetInput): PeopleTarget {
  const { atLeast } = input
  const integer = integerTarget(input)
  if (!atLeast || atLeast.count <= integer.placeholders) return integer
  return {
    ...integer,
    placeholders: atLeast.count,
    withoutRoom: Math.max(integer.withoutRoom, atLeast.count),
    because: `${integer.because}; ${sayLeast(atLeast)}`,
  }
}

function integerTarget({ pool, demand, roomy, guard, inForce, fit }: TargetInput): PeopleTarget {
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

/**
 * Open seats that stand for spare room already, so that they are not a class's too. A roomy node stands for one placeholder,
 * by its seats as far as a placeholder holds so many; those with the fewest go first.
 */
function takenSeats({ pool, demand, roomy, fit, seatsOn }: TargetInput): number {
  if (demand.from === 'calendar' && pool.calendarOverrideEnabled) return 0
  if (fit) return Math.min(demand.integer * (fit.emptyNode ?? 0), fit.openSeats)
  if (!seatsOn || demand.integer === 0) return 0
  const seats = roomy.map(seatsOn).sort((a, b) => a - b)
  return seats.slice(0, demand.integer).reduce((sum, one) => sum + one, 0)
}

const fitTarget = (seats: number, asks: string, fit: FitWorld): PeopleTarget => ({
  placeholders: placeholdersForSeats(seats - fit.openSeats, fit),
  withoutRoom: placeholdersForSeats(seats, fit),
  because: `${asks}; ${sayOpen(fit.openSeats)}${fit.shortSeats > 0 ? `, ${sayShort(fit)}` : ''}`,
})

const sayMost = ({ count, because, isDefault }: MostPlaceholders): string =>
  `never more than ${isDefault ? `${count} (${because})` : `maxPlaceholders ${count}`}`

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
