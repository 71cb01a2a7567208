/**
 * The demonstration with which this family of tools was first shown, in eight steps: placeholders and users of one size come and go
 * on nodes that fit so many of them. Each step says what it does and what the world becomes.
 */
import type { NodeSeats, SeenWorld } from './seen-world.ts'

export interface Step {
  readonly number: number
  /** What is done. */
  readonly does: string
  /** What the world becomes by it. */
  readonly announced: string
  readonly users: number
  readonly placeholders: number
  /** What is not yet as announced; undefined: it is. `before` is the world at the end of the step before. */
  readonly objection: (now: SeenWorld, before: SeenWorld) => string | undefined
}

type Judge = Step['objection']

/** @param seats that a node has, at least 2. With 8: 4 placeholders, and 4, 8 and 28 users */
export function eightSteps(seats: number): readonly Step[] {
  const placeholders = Math.floor(seats / 2)
  const few = seats - placeholders
  const many = 4 * seats - placeholders
  const steps: readonly (readonly [users: number, does: string, announced: string, ...judges: Judge[]])[] = [
    [0, `${placeholders} placeholders`, 'a node comes for them', onNodes(1)],
    [few, `${few} users come`, 'one node is full, and no placeholder had to go', onNodes(1), samePlaceholders],
    [
      seats,
      `${seats} users`,
      'placeholders give way and get another node; who had a seat keeps it',
      usersOnOneNode,
      onNodes(2),
      keptSeats,
    ],
    [0, 'all users go', 'the placeholders stay, and as many as before', onNodes(1)],
    [
      few,
      `${few} users come`,
      'they sit together, not spread; the autoscaler takes an empty node away',
      usersOnOneNode,
      noneEmpty,
    ],
    [
      seats,
      `${seats} users`,
      'users sit with users; placeholders go where they find a node',
      usersOnOneNode,
      onNodes(2),
    ],
    [many, `${many} users`, 'nodes come for the rest, no more than needed', onNodes(4)],
    // They may hold two: which nodes of the crowd they came to is chance, and some autoscalers take only nodes that are empty.
    [0, 'all users go', 'the autoscaler takes away all but what the placeholders hold', noneEmpty],
  ]
  return steps.map(([users, does, announced, ...judges], index) => ({
    number: index + 1,
    does,
    announced,
    users,
    placeholders,
    objection: (now, before) => {
      for (const judge of [everybodyRuns(users, placeholders), ...judges]) {
        const said = judge(now, before)
        if (said !== undefined) return said
      }
      return undefined
    },
  }))
}

const isHeld = ({ users, placeholders }: NodeSeats) => users + placeholders > 0

const everybodyRuns =
  (users: number, placeholders: number): Judge =>
  (now) =>
    differs('users', now.users, users) ?? differs('placeholders', now.placeholders, placeholders)

function differs(who: string, { running, waiting }: SeenWorld['users'], wanted: number): string | undefined {
  return running.size === wanted && waiting === 0
    ? undefined
    : `${running.size} ${who} run and ${waiting} wait; it should be ${wanted} and none`
}

const onNodes =
  (count: number): Judge =>
  ({ nodes }) => {
    const held = nodes.filter(isHeld).length
    return held === count ? undefined : `users and placeholders are on ${held} nodes; it should be ${count}`
  }

const usersOnOneNode: Judge = ({ nodes }) => {
  const seated = nodes.filter(({ users }) => users > 0).length
  return seated === 1 ? undefined : `users are on ${seated} nodes; it should be one`
}

const noneEmpty: Judge = ({ nodes }) => {
  const empty = nodes.filter((node) => !isHeld(node)).map(({ name }) => name)
  return empty.length === 0 ? undefined : `${empty.join(', ')} is empty, and still there`
}

const samePlaceholders: Judge = (now, before) =>
  isWithin(now.placeholders.running, before.placeholders.running)
    ? undefined
    : 'placeholders had to go, though there was room'

const keptSeats: Judge = (now, before) =>
  isWithin(before.users.running, now.users.running) ? undefined : 'users who had a seat lost it'

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((one) => all.has(one))
