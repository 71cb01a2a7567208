import { DateTime } from 'luxon'
import { type CalendarHealth, type CalendarReading, type Occurrence, occurrenceKey } from '../calendar/occurrence.ts'
import type { Decision } from '../decide/decision.ts'
import { sayLargeSeat } from '../fit/large-seats.ts'
import { sayWithout } from '../fit/say-shortfall.ts'
import { worstOf } from '../fit/shortfalls.ts'
import { compare } from '../order.ts'
import type { Config } from '../settings/config.ts'
import { type Aftermath, aftermaths } from './aftermath.ts'
import type { Answer, Mark } from './answer.ts'
import { type Asked, askedIn } from './asked.ts'
import { cut, lineOf, nameOf } from './plainly.ts'
import { linesOf, readyAt, sayClock, sayWhat, sayWritten } from './say-asked.ts'
import { type ToldOfEvent, toldOfEvents } from './told.ts'

export interface AnswersInput {
  readonly reading: CalendarReading
  readonly health: CalendarHealth
  readonly config: Config
  readonly decision: Decision
  /** Nothing is written. */
  readonly dryRun: boolean
  readonly nowMs: number
}

/** As many classes that are over, and that come, as somebody reads of. */
const MOST_OVER = 100
const MOST_COMING = 500
const LONGEST_TITLE = 250

/**
 * An answer to each class that asks for something, or may have been meant to, by time: those that are over as far as the
 * calendar was read, the last of very many, and the first of those that come. What else a calendar holds is passed over.
 * Pure; the same on every replica that sees the same.
 */
export function answersOf(input: AnswersInput): Answer[] {
  const { reading, decision, config, nowMs } = input
  const { problems, remarks } = decision.timeline
  const told = toldOfEvents(reading, { problems: [...problems, ...decision.hubLimits], remarks })
  const asked = askedIn(decision, config)
  const after = aftermaths(Object.values(decision.memory.verdicts.verdicts), config.calendar.timezone ?? 'utc')
  const knownOf = ({ uid, startMs }: Occurrence) => ({ asked: asked(uid, startMs), aftermath: after(uid, startMs) })
  const answered = ([key, occurrence]: Class): Answer | undefined =>
    answerTo({ key, occurrence, told: told(occurrence), ...knownOf(occurrence) }, input)
  const classes = classesOf(reading.occurrences)
  const isOver = ([, { endMs }]: Class) => endMs <= nowMs
  const over = first(MOST_OVER, classes.filter(isOver).reverse(), answered)
  const coming = classes.filter((one) => !isOver(one))
  return [...over.reverse(), ...first(MOST_COMING, coming, answered)]
}

/** The first so many that there are, the rest not even made. */
function first(most: number, classes: readonly Class[], answered: (one: Class) => Answer | undefined): Answer[] {
  const answers: Answer[] = []
  for (const one of classes) {
    if (answers.length >= most) break
    const answer = answered(one)
    if (answer) answers.push(answer)
  }
  return answers
}

type Class = readonly [key: string, occurrence: Occurrence]

/** By time. Two events of one UID and start are one: nothing would tell them apart tomorrow. */
const classesOf = (occurrences: readonly Occurrence[]): Class[] =>
  [...new Map(occurrences.toReversed().map((one): Class => [occurrenceKey(one), one]))].toSorted(
    ([, a], [, b]) => a.startMs - b.startMs || compare(a.uid, b.uid),
  )

interface Known {
  readonly key: string
  readonly occurrence: Occurrence
  readonly told: ToldOfEvent
  readonly asked: readonly Asked[]
  readonly aftermath: Aftermath | undefined
}

function answerTo(known: Known, input: AnswersInput): Answer | undefined {
  const { key, occurrence, told, asked, aftermath } = known
  if (asked.length === 0 && told.problems.length === 0 && told.remarks.length === 0) return undefined
  const { startMs, endMs, summary } = occurrence
  const zone = input.config.calendar.timezone ?? 'utc'
  const isOver = endMs <= input.nowMs
  const after = isOver ? aftermath : undefined
  const { mark, text } = after ? afterwards(after) : inBrief(known, isOver, input, zone)
  const lines = [
    ...(after?.lines ?? []),
    // What a pool is like now says nothing of then.
    ...(isOver ? [] : linesOf(asked, startMs, zone)),
    ...told.problems.map((one) => `Not right: ${one}`),
    ...told.remarks.map((one) => `By the way: ${one}`),
    ...(isOver ? [] : standingLines(input)),
  ]
  const title = cut(`${mark} ${nameOf(summary)}: ${lineOf(text)}`, LONGEST_TITLE)
  return { key, startMs, endMs, ...daysOf(occurrence, zone), title, lines: lines.map(lineOf) }
}

/** A calendar of another zone has its days at other times: they are told as times, then. */
function daysOf({ allDay, startMs, endMs }: Occurrence, zone: string): Pick<Answer, 'days'> {
  if (!allDay || endMs <= startMs) return {}
  const [from, to] = [startMs, endMs].map((ms) => DateTime.fromMillis(ms, { zone }))
  const areDays = [from, to].every((at) => at?.isValid && at.startOf('day').toMillis() === at.toMillis())
  return areDays && from && to ? { days: { from: from.toISODate() ?? '', to: to.toISODate() ?? '' } } : {}
}

const afterwards = ({ wasWell, text }: Aftermath): Brief => ({ mark: wasWell ? '✓' : '⚠', text })

interface Brief {
  readonly mark: Mark
  readonly text: string
}

function inBrief({ told, asked, occurrence }: Known, isOver: boolean, { dryRun }: AnswersInput, zone: string): Brief {
  const [problem] = told.problems
  // How many nodes that took then nobody knows now.
  const what = isOver ? sayWritten(asked) : sayWhat(asked)
  if (problem !== undefined) return { mark: '⚠', text: `${what && `${what}; `}not right: ${problem}` }
  if (asked.length === 0) return { mark: '?', text: `asks for nothing; ${told.remarks[0] ?? ''}` }
  if (isOver) return { mark: '·', text: `is over; it asked for ${what}` }
  const large = asked.find(({ largeSeat }) => largeSeat)?.largeSeat
  if (large) return { mark: '⚠', text: `${sayWritten(asked)}; ${sayLargeSeat(large)}` }
  const short = worstOf(asked.flatMap(({ shortfall }) => shortfall ?? []))
  if (short) return { mark: '⚠', text: `${sayWithout(short)}; it needs ${what}` }
  if (dryRun) return { mark: '⚠', text: `${what}, but nothing is made ready: the hub only tries this out` }
  const readyMs = readyAt(asked)
  const ready = readyMs === undefined ? '' : `, ready ${sayClock(readyMs, occurrence.startMs, zone)}`
  return { mark: '✓', text: `${what}${ready}` }
}

/** What is the same for all of them now. */
const standingLines = ({ health, dryRun }: AnswersInput): string[] => [
  ...(dryRun ? ['The hub only tries this out (dryRun): nothing is made ready.'] : []),
  ...(health.at === 'failing' ? ['A calendar cannot be read now: this is by what was read last.'] : []),
]
