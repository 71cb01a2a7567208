import type { PoolConfig } from './config.ts'
import type { Demand } from './demand.ts'
import type { Guard } from './guard.ts'

/** What a person asks for with the annotation `warmseats.io/at-least`, while it is in force. */
export interface AtLeast {
  readonly count: number
  /** As in the sentence: `until 10:00`. */
  readonly said: string
}

export interface TargetInput {
  readonly pool: PoolConfig
  readonly demand: Demand
  /** Names of the roomy nodes. */
  readonly roomy: readonly string[]
  readonly guard: Guard
  /** What we last asked for: the guard keeps it, but never raises above it. */
  readonly held: number
  readonly atLeast?: AtLeast
}

export interface Target {
  readonly target: number
  /** The same with no room at all: the most that this demand can ever give. */
  readonly withoutRoom: number
  readonly because: string
}

/** The rules of DESIGN §6 for the integer demand: what the pool should have now, before the fall window. */
export function targetOf({ pool, demand, roomy, guard, held, atLeast }: TargetInput): Target {
  const { integer } = demand
  const sentences = [sayDemand(demand)]
  let target = integer
  if (demand.from === 'calendar' && pool.calendarOverrideEnabled)
    sentences.push('room does not count (calendarOverrideEnabled)')
  else if (roomy.length > 0 && integer > 0) {
    target = Math.max(0, integer - roomy.length)
    sentences.push(`${sayNodes(roomy)} already ${roomy.length === 1 ? 'has' : 'have'} room`)
    const kept = Math.min(integer, held)
    if (guard.at === 'holding' && kept > target) {
      target = kept
      sentences.push(guard.because)
    }
  }
  if (atLeast && atLeast.count > target) sentences.push(`at least ${atLeast.count} ${atLeast.said} by annotation`)
  const limit = (count: number) => clamp(Math.max(count, atLeast?.count ?? 0), pool)
  const asked = Math.max(target, atLeast?.count ?? 0)
  if (limit(target) > asked) sentences.push(`never less than minPlaceholders ${pool.minPlaceholders}`)
  if (limit(target) < asked) sentences.push(`never more than maxPlaceholders ${pool.maxPlaceholders}`)
  return { target: limit(target), withoutRoom: limit(integer), because: sentences.join('; ') }
}

const clamp = (count: number, pool: PoolConfig) => Math.min(pool.maxPlaceholders, Math.max(pool.minPlaceholders, count))

function sayDemand({ integer, from, events }: Demand): string {
  const count = `${integer} ${integer === 1 ? 'placeholder' : 'placeholders'}`
  return from === 'config'
    ? `the config asks ${count}`
    : `${events.slice(0, NAMED).map(sayTitle).join(' and ')}${events.length > NAMED ? ' and others' : ''} asks ${count}`
}

/** A calendar may hold titles of any length, an annotation may not. */
const sayTitle = (title: string) => `"${title.length > 80 ? `${title.slice(0, 79).toWellFormed()}…` : title}"`

const NAMED = 3

/** `node a`, `2 nodes (a, b)`, `5 nodes (a, b, c, …)`. */
function sayNodes(names: readonly string[]): string {
  if (names.length === 1) return `node ${names[0]}`
  return `${names.length} nodes (${names.toSorted().slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''})`
}
