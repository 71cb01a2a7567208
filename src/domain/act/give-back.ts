import type { Decision } from '../decide/decision.ts'
import type { Observed } from '../decide/observed.ts'
import { sayDuration } from '../duration.ts'
import { countedBeside, lentNameFrom, sayLent } from '../lent/lent.ts'
import { type Problem, problem } from '../problem.ts'
import type { PlaceholderAction } from './action.ts'
import { onto } from './by-lent.ts'

interface GivenBack {
  readonly actions: readonly PlaceholderAction[]
  readonly problems: readonly Problem[]
}

/**
 * What is lent to no pool any more gets the count that it had, after the fall window; all of it at once when the release goes. What
 * somebody else wrote meanwhile stays.
 */
export function giveBack({ memory, leaving, atMs }: Decision, observed: Observed): GivenBack {
  const actions: PlaceholderAction[] = []
  const problems: Problem[] = []
  for (const [key, { count }] of Object.entries(memory.lent)) {
    const name = lentNameFrom(key)
    const lent = observed.lent?.get(key)
    const dueMs = observed.givesBack ? atMs : leaving.get(key)
    if (!name || !lent?.isOurs || lent.holder.deleting || dueMs === undefined) continue
    const to = Math.max(count, countedBeside(name, observed))
    if (to === lent.holder.replicas) continue
    if (dueMs <= atMs)
      actions.push({ ...onto(lent, ''), reason: 'return', from: lent.holder.replicas, to, because: because(count) })
    else problems.push(soon(sayLent(name), count, observed))
  }
  return { actions, problems }
}

const because = (count: number) => `it is lent to no pool any more, and had ${count}`

const soon = (said: string, count: number, { config: { fallWindowMs } }: Observed): Problem =>
  problem(
    'nodePools',
    `no longer borrows ${said}: it gets its count of ${count} back after \`fallWindow\` (${sayDuration(fallWindowMs)})`,
  )
