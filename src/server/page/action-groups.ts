import type { ActionView } from '../../domain/snapshot/past-action.ts'

/** What was done for the classes of one start in one pool. */
export interface ActionsOfClass {
  readonly id: string
  readonly pool: string
  readonly titles: readonly string[]
  readonly startsAt: string
  /** The newest first; never empty. */
  readonly actions: readonly ActionView[]
  /** How often something was tried, all in all. */
  readonly writes: number
  /** The count as it went, by its turns: `[1, 12, 2]`; empty: it was never about a count. */
  readonly path: readonly number[]
  readonly results: ReadonlyMap<ActionView['result'], number>
}

export interface GroupedActions {
  /** The one in which something was done last comes first. */
  readonly classes: readonly ActionsOfClass[]
  /** What belongs to no class. */
  readonly others: readonly ActionView[]
}

/** @param actions the newest first */
export function groupsOf(actions: readonly ActionView[]): GroupedActions {
  const byClass = Map.groupBy(actions, ({ pool, of }) => (of ? `${pool} ${of.startsAt}` : ''))
  const others = byClass.get('') ?? []
  byClass.delete('')
  return { classes: [...byClass.values()].flatMap((own) => groupOf(own) ?? []), others }
}

function groupOf(actions: readonly ActionView[]): ActionsOfClass | undefined {
  const [last] = actions
  if (!last?.of) return undefined
  const { pool, of } = last
  const results = new Map<ActionView['result'], number>()
  for (const { result, times } of actions) results.set(result, (results.get(result) ?? 0) + times)
  return {
    id: `for-${pool}-${of.startsAt}`,
    pool,
    titles: [...new Set(actions.flatMap((one) => one.of?.titles ?? []))],
    startsAt: of.startsAt,
    actions,
    writes: actions.reduce((sum, { times }) => sum + times, 0),
    path: turnsOf(actions.toReversed().flatMap(({ from, to }) => (to === undefined ? [] : [from ?? 0, to]))),
    results,
  }
}

/** More turns than these nobody follows. */
const MOST_TURNS = 6

/** Where a count begins, where it turns, and where it ends. */
function turnsOf(counts: readonly number[]): readonly number[] {
  const changes = counts.filter((count, at) => count !== counts[at - 1])
  const turns = changes.filter((count, at) => {
    const [before, after] = [changes[at - 1], changes[at + 1]]
    return before === undefined || after === undefined || before < count !== count < after
  })
  if (turns.length <= MOST_TURNS) return turns
  const [first = 0, end = 0] = [turns[0], turns.at(-1)]
  return [first, Math.max(...turns), end]
}
