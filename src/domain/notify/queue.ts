import { HOUR_MS } from '../duration.ts'
import { given } from '../given.ts'
import { sayCount } from '../say.ts'
import type { Message } from './message.ts'

/** What waits to be sent to one target, and what was sent in the last hour. */
export interface Queue {
  readonly waiting: readonly Message[]
  /** When messages were sent, in the last hour. Epoch ms. */
  readonly sentMs: readonly number[]
  /** The budget is used up, and that was said. */
  readonly isHeldBack: boolean
}

export const EMPTY_QUEUE: Queue = { waiting: [], sentMs: [], isHeldBack: false }

/** More than these are no news when they come at last. */
const MOST_WAITING = 50
const LATEST_MS = HOUR_MS

/** The end of what has not been told yet takes its beginning with it: nothing has to be told. */
export function queued(queue: Queue, messages: readonly Message[]): Queue {
  const waiting = [...queue.waiting]
  for (const message of messages) {
    // The first may be on its way.
    const begun = waiting.findIndex((one, at) => at > 0 && begins(one, message))
    if (message.notice.state === 'over' && begun > 0) waiting.splice(begun, 1)
    else waiting.push(message)
  }
  return { ...queue, waiting: waiting.slice(-MOST_WAITING) }
}

const begins = ({ notice, to }: Message, { notice: { subjects }, to: same }: Message): boolean =>
  notice.state === 'begun' && to === same && String(notice.subjects) === String(subjects)

/** What is next, and what has waited too long. */
export interface Next {
  readonly queue: Queue
  readonly late: readonly Message[]
  /** The first that waits; missing: none does. */
  readonly message?: Message
}

/**
 * Beyond its budget a target is told once that it is, and no more: what is dropped stands on the page and in the log.
 * @param perHour messages
 */
export function nextOf(before: Queue, perHour: number, nowMs: number): Next {
  const sentMs = before.sentMs.filter((ms) => nowMs - ms < HOUR_MS && ms <= nowMs)
  const [late, waiting] = [true, false].map((is) => before.waiting.filter((one) => isLate(one, nowMs) === is))
  const hasBudget = sentMs.length < perHour
  const passing = hasBudget || !before.isHeldBack ? waiting : waiting?.filter(({ isBudget }) => isBudget)
  const [first] = passing ?? []
  const queue = { waiting: passing ?? [], sentMs, isHeldBack: before.isHeldBack && !hasBudget }
  if (!first || hasBudget || before.isHeldBack) return { queue, late: late ?? [], ...given({ message: first }) }
  const message = heldBack(first, perHour, nowMs)
  return { queue: { waiting: [message], sentMs, isHeldBack: true }, late: late ?? [], message }
}

const isLate = ({ notice }: Message, nowMs: number): boolean => nowMs - notice.atMs >= LATEST_MS

/** The first was sent. */
export const sent = ({ waiting: [first, ...waiting], sentMs, ...rest }: Queue, nowMs: number): Queue => ({
  ...rest,
  waiting,
  sentMs: first?.isBudget ? sentMs : [...sentMs, nowMs],
})

const heldBack = ({ notice: { kind } }: Message, perHour: number, nowMs: number): Message => ({
  isBudget: true,
  notice: {
    kind,
    state: 'told',
    subjects: ['budget'],
    headline: `more than ${sayCount(perHour, 'message')} an hour: what follows is on the status page and in the log, and not told here until an hour has fewer`,
    lines: [],
    doings: [],
    atMs: nowMs,
    sinceMs: nowMs,
  },
})
