import { sayDuration } from '../duration.ts'
import { given } from '../given.ts'
import { sayCount } from '../say.ts'
import type { Advance } from './advance.ts'
import type { News, Notice, OrganizerLines, Trouble } from './notice.ts'
import type { Begun } from './told.ts'

/** So many of one kind are said in one message; how many more there are is said too. */
const MOST_LINES = 20

/**
 * What is told of an advance: what is found together is told together, by kind and pool.
 * @param headlines as far as this process knows what was said when a trouble began, by key: titles are kept nowhere else
 */
export function noticesOf(
  { begun, over, news }: Pick<Advance, 'begun' | 'over' | 'news'>,
  headlines: ReadonlyMap<string, string>,
  nowMs: number,
): Notice[] {
  return [
    ...grouped(begun, ({ kind, pool }) => `${kind} ${pool}`).map((all) => begunTogether(all, nowMs)),
    ...grouped(over, ([, { kind, pool }]) => `${kind} ${pool}`).map((all) => overTogether(all, headlines, nowMs)),
    ...news.map((one) => told(one, nowMs)),
  ]
}

const grouped = <T>(all: readonly T[], by: (one: T) => string): (readonly T[])[] => [...Map.groupBy(all, by).values()]

function begunTogether(all: readonly Trouble[], nowMs: number): Notice {
  const [first] = all as readonly [Trouble, ...Trouble[]]
  const organizers = organizersOf(all)
  const base = {
    kind: first.kind,
    state: 'begun' as const,
    subjects: all.map(({ key }) => key),
    ...given({ pool: first.pool, organizers: organizers.length > 0 ? organizers : undefined }),
    atMs: nowMs,
    sinceMs: nowMs,
  }
  if (all.length === 1) return { ...base, headline: first.headline, lines: first.lines, doings: first.doings }
  return {
    ...base,
    headline: sayTogether(first, all.length),
    lines: listed(all.map(({ headline }) => headline)),
    doings: [...new Map(all.flatMap(({ doings }) => doings).map((one) => [one.copy, one])).values()].slice(0, 3),
  }
}

function organizersOf(all: readonly Trouble[]): OrganizerLines[] {
  const by = Map.groupBy(
    all.filter(({ organizer }) => organizer !== undefined),
    ({ organizer = '' }) => organizer,
  )
  return [...by].map(([address, own]) => ({ address, lines: listed(own.map(({ headline }) => headline)) }))
}

const sayTogether = ({ kind, pool }: Trouble, count: number): string =>
  kind === 'events'
    ? `${sayCount(count, 'thing')} in events are not understood`
    : `${pool}: ${count} classes will not fit`

function overTogether(
  all: readonly (readonly [key: string, was: Begun])[],
  headlines: ReadonlyMap<string, string>,
  nowMs: number,
): Notice {
  const [[, { kind, pool, sinceMs }]] = all as readonly [readonly [string, Begun]]
  const known = all.flatMap(([one]) => headlines.get(one) ?? [])
  return {
    kind,
    state: 'over',
    subjects: all.map(([key]) => key),
    ...given({ pool }),
    headline: `${sayOver(kind, pool, all.length)} (told ${sayDuration(nowMs - sinceMs)} ago)`,
    lines: listed(known.map((headline) => `it was: ${headline}`)),
    doings: [],
    atMs: nowMs,
    sinceMs,
  }
}

function sayOver(kind: Begun['kind'], pool: string | undefined, count: number): string {
  if (kind === 'leader') return 'a replica leads again'
  if (kind === 'waits') return `${pool ?? 'no pool'}: over, nobody waits in vain for a node any more`
  return `${pool}: ${count === 1 ? '1 class' : `${count} classes`} that would not fit ${count === 1 ? 'fits' : 'fit'} now, or ${count === 1 ? 'is' : 'are'} not announced any more`
}

const told = ({ key, kind, pool, headline, lines, doings }: News, nowMs: number): Notice => ({
  kind,
  state: 'told',
  subjects: [key],
  ...given({ pool }),
  headline,
  lines,
  doings,
  atMs: nowMs,
  sinceMs: nowMs,
})

const listed = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`]
