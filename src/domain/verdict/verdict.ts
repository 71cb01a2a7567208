import { minuteOf } from '../cluster/arrivals.ts'
import { MINUTE_MS } from '../duration.ts'
import { fingerprint } from '../fingerprint.ts'
import { FROM_MS, TO_MS } from '../forecast/bins.ts'
import { aheadOf, type Class, windowOf } from '../forecast/class.ts'
import type { Crowd } from '../forecast/crowd.ts'
import { given } from '../given.ts'
import type { ForecastReactions } from '../settings/forecast-rules.ts'
import { type Advice, adviceFor } from './advice.ts'
import { type Cost, costOf } from './cost.ts'
import { countAt, type PoolLife } from './life.ts'
import { type OwnMinute, ownMinutes } from './own-minutes.ts'
import type { ReplayInput } from './replay.ts'

/** What became of one class: counts and times alone. Plain JSON, and nothing in it is private. */
export interface Verdict {
  readonly pool: string
  /** The fingerprint of its UID. */
  readonly uid: string
  /** Epoch ms. */
  readonly startMs: number
  /** Written in its event; 0: none. */
  readonly announced: number
  /** Its own people, who came from half an hour before its start until 45 minutes after it. */
  readonly came: number
  /** Of these so many waited for their server for over 30 s, and the longest so long. */
  readonly late: number
  readonly longestMs: number
  /** Seats that were there at its start: open ones, and those that its people had taken. */
  readonly readyAtStart?: number
  /** When seats for all who came were there, since its start: negative before it. */
  readonly allReadyMs?: number
  readonly cost?: Cost
  readonly advice?: Advice
}

/** The same for who is told of it. */
export interface NamedVerdict extends Verdict {
  readonly title: string
}

export interface VerdictInput {
  /** All whose people came in the same minutes. */
  readonly classes: readonly Class[]
  readonly came: Crowd
  readonly life: PoolLife
  /** So many come in the half-hour of an instant without any event. */
  readonly usual: (ms: number) => number
  readonly reactions: ForecastReactions
  readonly leadMs: number
  /** Seats of an empty node; undefined: no node ever told. */
  readonly perNode: number | undefined
  readonly mostNodes: number | undefined
  readonly isLearning: boolean
}

/** After its last people may have come, from the counts of those minutes alone: every replica finds the same. */
export function verdictOf(one: Class, input: VerdictInput): NamedVerdict {
  const { pool, uid, summary, startMs, amount: announced } = one.interval
  const minutes = ownMinutes(one, input)
  const late = Math.round(sumOf(minutes, 'late'))
  const came = minutes.map((minute) => minute.came)
  const { perNode, mostNodes } = input
  const replayed: ReplayInput | undefined =
    perNode === undefined ? undefined : { ...input, one, came, perNode, mostNodes }
  return {
    ...{ pool, uid: fingerprint(uid), title: summary, startMs, announced },
    came: Math.round(sumOf(minutes, 'came')),
    late,
    longestMs: late > 0 ? Math.max(...minutes.map(({ longestMs }) => longestMs)) : 0,
    ...readiness(one, minutes, input),
    ...given({
      cost: costIn(one, came, input),
      advice:
        replayed &&
        adviceFor(replayed, {
          announced,
          late,
          isLearning: input.isLearning,
          isFull: wasFull(one, minutes, input.life),
        }),
    }),
  }
}

const sumOf = (minutes: readonly OwnMinute[], what: 'came' | 'late'): number =>
  minutes.reduce((sum, minute) => sum + minute[what], 0)

/** An autoscaler and its cloud take so long to show a node. Minutes. */
const NODE_SHOWS = 3

/** Most of those who waited came when no seat was open, and no node came after them: the pool had all that it can have. */
function wasFull(one: Class, minutes: readonly OwnMinute[], { open, coming }: PoolLife): boolean {
  const first = minuteOf(one.interval.startMs + FROM_MS)
  let [late, without] = [0, 0]
  for (const [at, minute] of minutes.entries()) {
    if (minute.late === 0) continue
    late += minute.late
    const after = Array.from({ length: NODE_SHOWS }, (_, n) => first + at + 1 + n)
    const isAny = after.some((m) => (countAt(open, m) ?? 0) + (countAt(coming, m) ?? 0) > 0)
    if (!isAny) without += minute.late
  }
  return without > late / 2
}

/** Its part of what was held, by how many each expects of those whose room is open just then. */
function shareAt(one: Class, { classes, leadMs, reactions }: VerdictInput, ms: number): number {
  const isOpen = ({ interval }: Class) => {
    const { opensMs, closesMs } = windowOf(interval, leadMs, reactions)
    return opensMs <= ms && ms < closesMs
  }
  const all = classes.filter(isOpen).reduce((sum, { expected }) => sum + expected, 0)
  return all === 0 || !isOpen(one) ? 0 : one.expected / all
}

function readiness(
  one: Class,
  minutes: readonly OwnMinute[],
  input: VerdictInput,
): Pick<Verdict, 'readyAtStart' | 'allReadyMs'> {
  const { startMs } = one.interval
  const all = sumOf(minutes, 'came')
  const firstMs = startMs + FROM_MS
  let taken = 0
  let readyAtStart: number | undefined
  let allReadyMs: number | undefined
  for (let ms = firstMs; ms < startMs + TO_MS; ms += MINUTE_MS) {
    const open = (countAt(input.life.open, minuteOf(ms)) ?? 0) * shareAt(one, input, ms)
    if (ms >= startMs) readyAtStart ??= Math.round(taken + open)
    if (allReadyMs === undefined && taken + open >= all - 1e-6 && all > 0) allReadyMs = ms - startMs
    const minute = minutes[(ms - firstMs) / MINUTE_MS]
    // Who waits has no seat yet, and when they got one is not counted.
    taken += (minute?.came ?? 0) - (minute?.late ?? 0)
  }
  return given({ readyAtStart, allReadyMs })
}

function costIn(one: Class, came: readonly number[], input: VerdictInput): Cost | undefined {
  const { perNode, leadMs, reactions, life } = input
  if (perNode === undefined) return undefined
  const firstMs = one.interval.startMs + FROM_MS
  const { opensMs } = windowOf(one.interval, leadMs, reactions)
  const minutesBefore = Math.max(0, minuteOf(firstMs) - minuteOf(opensMs))
  const heldAt = (minute: number): number => {
    const ms = firstMs + (minute - minutesBefore) * MINUTE_MS
    const at = minuteOf(ms)
    return ((countAt(life.open, at) ?? 0) + (countAt(life.coming, at) ?? 0)) * shareAt(one, input, ms)
  }
  return costOf({ came, minutesBefore, heldAt, perNode, aheadMs: aheadOf(leadMs) })
}
