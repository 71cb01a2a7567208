/**
 * The election, exhaustively: every order in which replicas look, write, are answered, lose the answer, see the Lease late or
 * are suspended, up to a depth. A suspended replica is one that does nothing for a while, which is one of the orders.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  couldNotWrite,
  LEASE_TIMINGS,
  type Lease,
  type LeaseState,
  leaseOf,
  mayActAt,
  planLease,
  sawLease,
  wroteLease,
} from '../../src/domain/lease.ts'

/** What time passes at once. */
const TICK_MS = 5000
/** Nothing older makes a difference. */
const AGED_MS = 2 * LEASE_TIMINGS.durationMs

/** A write on its way: to the server, or back with the answer. */
interface Write {
  readonly startMs: number
  /** The version that it was made on; undefined: there was none. */
  readonly onto: number | undefined
  /** Once it has reached the server. */
  readonly answer?: Lease | 'conflict'
}

interface Replica {
  readonly state: LeaseState
  readonly write?: Write
}

interface World {
  readonly nowMs: number
  /** As the server has it; its version grows with each write. */
  readonly holder: string | undefined
  readonly version: number
  readonly replicas: readonly Replica[]
}

type Moves = readonly (readonly [name: string, next: World])[]

const leaseIn = ({ holder, version }: World): Lease | undefined =>
  holder === undefined
    ? undefined
    : { holder, durationMs: LEASE_TIMINGS.durationMs, transitions: 0, resourceVersion: String(version) }

function withReplica(world: World, at: number, replica: Replica): World {
  return { ...world, replicas: world.replicas.map((one, n) => (n === at ? replica : one)) }
}

/** It begins a write, if it is to. */
function look(world: World, at: number, { state, write }: Replica): Moves {
  const { act } = planLease(state, world.nowMs)
  if (!act || write) return []
  const seen = leaseOf(state)
  const onto = act === 'create' ? undefined : Number(seen?.resourceVersion)
  return [[`${at} ${act}s`, withReplica(world, at, { state, write: { startMs: world.nowMs, onto } })]]
}

/** It reaches the server, however late: nobody can call it back. */
function land(world: World, at: number, { state, write }: Replica): Moves {
  if (!write || write.answer !== undefined) return []
  const current = world.holder === undefined ? undefined : world.version
  if (write.onto !== current)
    return [[`${at} conflicts`, withReplica(world, at, { state, write: { ...write, answer: 'conflict' } })]]
  const written = { ...world, holder: String(at), version: world.version + 1 }
  const answer = leaseIn(written)
  return answer ? [[`${at} has written`, withReplica(written, at, { state, write: { ...write, answer } })]] : []
}

/** The answer comes in time, or the request is given up. */
function hear(world: World, at: number, { state, write }: Replica): Moves {
  if (!write) return []
  const { startMs, answer } = write
  const { nowMs } = world
  const lost: Moves = [[`${at} hears nothing`, withReplica(world, at, { state: couldNotWrite(state, startMs, false) })]]
  const isLate = nowMs - startMs > LEASE_TIMINGS.renewMs
  if (answer === undefined || isLate) return lost
  const next =
    answer === 'conflict' ? couldNotWrite(state, startMs, true) : wroteLease(state, answer, { startMs, nowMs })
  return [...lost, [`${at} is answered`, withReplica(world, at, { state: next })]]
}

/** The watch shows it the Lease as it stands. */
function watch(world: World, at: number, { state, ...replica }: Replica): Moves {
  const next = sawLease(state, leaseIn(world), { identity: String(at), nowMs: world.nowMs })
  return next === state ? [] : [[`${at} sees`, withReplica(world, at, { state: next, ...replica })]]
}

const movesOf = (world: World): Moves => [
  ['time passes', { ...world, nowMs: world.nowMs + TICK_MS }],
  ...world.replicas.flatMap((replica, at) => [
    ...look(world, at, replica),
    ...land(world, at, replica),
    ...hear(world, at, replica),
    ...watch(world, at, replica),
  ]),
]

/** Two worlds that go on in the same way are one: instants by their age, versions by how far behind they are. */
function keyOf({ nowMs, version, ...world }: World): string {
  return JSON.stringify(world, (key, value: unknown) => {
    if (key.endsWith('Ms') && key !== 'durationMs' && typeof value === 'number') return Math.min(AGED_MS, nowMs - value)
    if (key === 'resourceVersion' || key === 'onto') return value === undefined ? undefined : version - Number(value)
    return value
  })
}

/** @returns how many worlds there are up to that depth; throws at the first in which two may act */
function explore(replicas: number, depth: number): number {
  const start: World = {
    nowMs: 10 * AGED_MS,
    holder: undefined,
    version: 0,
    replicas: Array.from({ length: replicas }, () => ({ state: { at: 'waiting' } })),
  }
  const seen = new Set([keyOf(start)])
  let layer: { readonly world: World; readonly path: readonly string[] }[] = [{ world: start, path: [] }]
  for (let step = 0; step < depth; step += 1) {
    const next: typeof layer = []
    for (const { world, path } of layer)
      for (const [name, reached] of movesOf(world)) {
        const key = keyOf(reached)
        if (seen.has(key)) continue
        seen.add(key)
        const acting = reached.replicas.filter(({ state }) => mayActAt(state, reached.nowMs)).length
        if (acting > 1) assert.fail(`${acting} may act after: ${[...path, name].join(', ')}`)
        next.push({ world: reached, path: [...path, name] })
      }
    layer = next
  }
  return seen.size
}

describe('the election, in every order of events', () => {
  it('never lets two of two replicas act, up to 13 events', () => assert.ok(explore(2, 13) > 1000))
  it('nor two of three, up to 10', () => assert.ok(explore(3, 10) > 1000))
  it('and a leader does come about', () => {
    const acts = (world: World): boolean => world.replicas.some(({ state }) => mayActAt(state, world.nowMs))
    let worlds: World[] = [{ nowMs: 0, holder: undefined, version: 0, replicas: [{ state: { at: 'waiting' } }] }]
    for (let step = 0; step < 4; step += 1) worlds = worlds.flatMap((world) => movesOf(world).map(([, next]) => next))
    assert.ok(worlds.some(acts))
  })
})
