import { MINUTE_MS } from '../duration.ts'
import type { Replayed, ReplayInput } from './replay.ts'
import { replay } from './replay.ts'

/** The smallest change after which nobody would have waited, or fewer seats would have done. */
export type Advice =
  | { readonly kind: 'write'; readonly students: number }
  | { readonly kind: 'earlier'; readonly minutes: number }
  | { readonly kind: 'nodes'; readonly more: number }

/** Fewer than so many late are chance: nobody should change a calendar for them. */
const LATE_MATTERS = 0.5
/** A number that is this much too high is worth a word. */
const TOO_HIGH = 0.8
const MOST_EARLIER_MINUTES = 30

/** What became of the class. */
export interface Told {
  readonly announced: number
  readonly late: number
  /** The next one is expected as this one was, whatever is written. */
  readonly isLearning: boolean
  /** Who waited did so although no node came: the pool had all that it can have. */
  readonly isFull: boolean
}

/**
 * What would have helped, found by playing the class once more by the product's own rule.
 * @param announced written in the event; 0: none
 * @param isLearning the next one is expected as this one was, whatever is written
 */
export function adviceFor(input: ReplayInput, { announced, late, isLearning, isFull }: Told): Advice | undefined {
  if (late >= LATE_MATTERS && isFull) return { kind: 'nodes', more: Math.ceil(late / input.perNode) }
  if (late >= LATE_MATTERS) return againstWaiting(input, announced, isLearning)
  return announced === 0 || isLearning ? undefined : againstWaste(input, announced)
}

function againstWaiting(input: ReplayInput, announced: number, isLearning: boolean): Advice | undefined {
  const { mostNodes, perNode, came } = input
  const needed = Math.ceil((came.reduce((sum, people) => sum + people, 0) - 1e-6) / perNode)
  if (mostNodes !== undefined && needed > mostNodes) return { kind: 'nodes', more: needed - mostNodes }
  const isServed = ({ late }: Replayed) => late < LATE_MATTERS
  // As it is played nobody waits: what made them wait is not in the rule's hands.
  if (isServed(replay(input))) return undefined
  const minutes = firstOf(MOST_EARLIER_MINUTES, (n) => isServed(replay(input, { earlierMs: n * MINUTE_MS })))
  const most = Math.ceil((2 * Math.max(announced, needed * perNode)) / STEP)
  const steps =
    announced > 0 && !isLearning ? firstOf(most, (n) => isServed(replay(input, { expected: n * STEP }))) : undefined
  const write: Advice | undefined =
    steps !== undefined && steps * STEP > announced ? { kind: 'write', students: steps * STEP } : undefined
  const earlier: Advice | undefined = minutes === undefined ? undefined : { kind: 'earlier', minutes }
  if (!write || !earlier) return write ?? earlier
  const cost = ({ nodeMinutes }: Replayed) => nodeMinutes
  const isCheaper =
    cost(replay(input, { expected: write.students })) <= cost(replay(input, { earlierMs: earlier.minutes * MINUTE_MS }))
  return isCheaper ? write : earlier
}

/** Numbers are written in tens. */
const STEP = 10

function againstWaste(input: ReplayInput, announced: number): Advice | undefined {
  const came = input.came.reduce((sum, people) => sum + people, 0)
  const late = Math.max(LATE_MATTERS, replay(input).late)
  const steps = firstOf(Math.floor(announced / STEP), (n) => replay(input, { expected: n * STEP }).late <= late)
  // A number below those who came would have done too, for revision follows them; nobody would believe it.
  const students = Math.max((steps ?? 0) * STEP, Math.ceil((came - 1e-6) / STEP) * STEP)
  return steps !== undefined && students <= TOO_HIGH * announced ? { kind: 'write', students } : undefined
}

/** The first of 1 … most for which it holds; it may hold for none. */
function firstOf(most: number, holds: (n: number) => boolean): number | undefined {
  for (let n = 1; n <= most; n += 1) if (holds(n)) return n
  return undefined
}
