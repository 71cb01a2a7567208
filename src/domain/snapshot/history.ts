import { minuteOf } from '../cluster/arrivals.ts'
import { MINUTE_MS } from '../duration.ts'
import { KEPT_MINUTES, type Line, NOT_SEEN, type PoolHistory, valueAt } from '../history/lines.ts'
import { type HistoryMemory, historiesOf } from '../history/memory.ts'
import { sayInstant } from '../instant.ts'
import { keepingLast } from '../remembered.ts'

type Counts = readonly (number | null)[]

/**
 * The last day of a pool in steps of ten minutes: of each the minute in which the most people waited, or sat. `null`: nobody looked.
 */
export interface HistoryView {
  /** When the first step begins. */
  readonly from: string
  readonly stepMinutes: number
  readonly seated: Counts
  readonly waiting: Counts
  readonly longestSeconds: Counts
  readonly openSeats: Counts
  readonly nodes: Counts
  readonly bootingNodes: Counts
  readonly announced: Counts
  readonly placeholdersWanted: Counts
  readonly placeholdersOnNodes: Counts
}

const STEP = 10

/** Of each pool that anything is known of, by name; made once for each minute that is remembered. */
export const historyViews = keepingLast(
  (memory: HistoryMemory, step: number): ReadonlyMap<string, HistoryView> =>
    new Map([...historiesOf(memory)].map(([pool, history]) => [pool, viewOf(history, (step + 1) * STEP)])),
)

/** The step in which an instant lies. */
export const stepOf = (nowMs: number): number => Math.floor(minuteOf(nowMs) / STEP)

function viewOf(history: PoolHistory, endMinute: number): HistoryView {
  const first = Math.max(endMinute - KEPT_MINUTES - STEP, history.from - (history.from % STEP))
  const steps = Math.max(0, (endMinute - first) / STEP)
  const telling = Array.from({ length: steps }, (_, at) => tellingMinute(history, first + at * STEP))
  const counts = (line: Line): Counts =>
    telling.map((minute) => (minute === undefined ? null : valueAt(history, line, minute)))
  return {
    from: sayInstant(first * MINUTE_MS),
    stepMinutes: STEP,
    seated: counts('seated'),
    waiting: counts('waiting'),
    longestSeconds: counts('longest'),
    openSeats: counts('seats'),
    nodes: counts('ready'),
    bootingNodes: counts('booting'),
    announced: counts('announced'),
    placeholdersWanted: counts('wanted'),
    placeholdersOnNodes: counts('held'),
  }
}

/** undefined: in none of the step's minutes somebody looked. */
function tellingMinute(history: PoolHistory, from: number): number | undefined {
  let [telling, weight]: [number | undefined, number] = [undefined, NOT_SEEN]
  for (let minute = from; minute < from + STEP; minute += 1) {
    const waiting = valueAt(history, 'waiting', minute)
    const own = waiting === NOT_SEEN ? NOT_SEEN : waiting * MANY + valueAt(history, 'seated', minute)
    if (own >= weight && own !== NOT_SEEN) [telling, weight] = [minute, own]
  }
  return telling
}

/** More people than there are: who waits counts first. */
const MANY = 1e6
