import { MINUTE_MS, SECOND_MS, sayDuration } from '../../../domain/duration.ts'
import { sayCount } from '../../../domain/say.ts'
import type { HistoryView } from '../../../domain/snapshot/history.ts'
import type { PoolView } from '../../../domain/snapshot/pools.ts'

/** What the picture of the last day shows, for who does not see it: `Pool user in the last 24 hours: at most 281 people at work, …`. */
export function sayLived({ name, history }: PoolView): string {
  if (!history) return `Pool ${name} in the last 24 hours: nothing is remembered of it yet`
  const { seated, waiting, longestSeconds, nodes } = history
  const waited = most(waiting)
  const waits =
    waited === 0 ? 'nobody waited' : `at most ${waited} waited, the longest ${sayLonger(most(longestSeconds))}`
  const people = `at most ${sayPeople(most(seated))} at work, ${waits}`
  return `Pool ${name} in the last 24 hours: ${people}, at most ${sayCount(most(nodes), 'node')}. The table below has the numbers.`
}

/** The same of the coming week. */
export function sayAhead({ name, week: { stretches, most: limit, mostSeen, mostOf = 'nodes' } }: PoolView): string {
  const people = stretches.reduce((largest, one) => Math.max(largest, one.people), 0)
  const needed = stretches.reduce((largest, one) => Math.max(largest, one[mostOf] ?? 0), 0)
  const noun = mostOf === 'nodes' ? 'node' : 'placeholder'
  const bound = limit ?? mostSeen
  const can = bound === undefined ? '' : `; ${limit === undefined ? 'it never had more than' : 'it can have'} ${bound}`
  return `Pool ${name} in the coming week: at most ${sayPeople(people)} announced, ${sayCount(needed, noun)} needed${can}. The table below has the numbers.`
}

const sayPeople = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

/** Whole minutes: who looks for them compares. */
const sayLonger = (seconds: number): string =>
  sayDuration(seconds < 60 ? seconds * SECOND_MS : Math.floor(seconds / 60) * MINUTE_MS)

const most = (counts: HistoryView['seated']): number =>
  counts.reduce<number>((largest, count) => Math.max(largest, count ?? 0), 0)
