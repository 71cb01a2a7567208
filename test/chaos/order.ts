/** Which faults are played, and in which order: always the same for the same seed. */
import { type Random, seeded } from '../../src/simulation/cluster/random.ts'
import { SECOND } from '../support/time.ts'
import { type Fault, type Group, PROMPT } from './fault.ts'

export interface Listed {
  readonly group: string
  readonly fault: Fault
}

/** All of them, shuffled within their groups. */
export const inOrder = (groups: readonly Group[], random: Random): readonly Listed[] =>
  groups.flatMap(([group, faults]) => shuffled(faults, random).map((fault) => ({ group, fault })))

/** As many as fit into the time, by turns from every group, and in the order of the groups. */
export function selected(groups: readonly Group[], seed: number, withinMs: number): readonly Listed[] {
  const random = seeded(seed)
  const left = groups.map(([group, faults]) => ({ group, faults: shuffled(faults, random) }))
  const chosen: Listed[] = []
  let tookMs = 0
  while (left.some(({ faults }) => faults.length > 0))
    for (const { group, faults } of left) {
      const fault = faults.shift()
      if (!fault || tookMs + expectedMs(fault) > withinMs) continue
      tookMs += expectedMs(fault)
      chosen.push({ group, fault })
    }
  const names = groups.map(([group]) => group)
  return chosen.sort((a, b) => names.indexOf(a.group) - names.indexOf(b.group))
}

/** A good half of its limit, and what comes before and after. */
const expectedMs = ({ lastsMs, limit = PROMPT, followsCalendar }: Fault): number =>
  lastsMs + limit.ms / 2 + AROUND_MS + (followsCalendar ? followsCalendar.ms / 2 + STAYS_MS : 0)
const STAYS_MS = 3 * SECOND
const AROUND_MS = 5 * SECOND

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const drawn = items.map((item) => ({ item, at: random() }))
  return drawn.sort((a, b) => a.at - b.at).map(({ item }) => item)
}
