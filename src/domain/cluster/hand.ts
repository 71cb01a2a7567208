import { DateTime } from 'luxon'
import { given } from '../given.ts'
import { parseInstant } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'

/** A person's hand on a pool's Deployment: the annotations to use instead of scaling it. */
export const AT_LEAST = 'warmseats.io/at-least'
export const PAUSE = 'warmseats.io/pause'

/** What the annotations of one Deployment ask for at an instant; expired ones are as if they were not there. */
export interface Hand {
  readonly atLeast?: { readonly count: number; readonly said: string }
  readonly pause?: { readonly untilMs: number; readonly said: string }
  /** When the first of those in force ends. */
  readonly revisitAt?: number
  readonly problems: readonly Problem[]
}

export interface HandInput {
  readonly where: string
  readonly annotations: Readonly<Record<string, string>>
  /** When each annotation was written, where the API tells: a time of day means the next one after it. */
  readonly writtenMs: Readonly<Record<string, number>>
  readonly zone: string
  readonly nowMs: number
}

const AT_LEAST_FORM = /^(\d{1,6})\s+until\s+(\S.*)$/i
const PAUSE_FORM = /^until\s+(\S.*)$/i

/** Reads `warmseats.io/at-least: "6 until 10:00"` and `warmseats.io/pause: "until 2026-03-24T10:00"`. */
export function handOf(input: HandInput): Hand {
  const problems: Problem[] = []
  const read = (name: string, form: RegExp, example: string) => {
    const text = input.annotations[name]?.trim()
    if (text === undefined || text === '') return undefined
    const match = form.exec(text)
    const until = match?.at(-1)?.trim()
    const untilMs = until === undefined ? undefined : parseUntil(until, input, input.writtenMs[name])
    if (match && until !== undefined && untilMs !== undefined)
      return input.nowMs < untilMs ? { match, untilMs, said: `until ${until}` } : undefined
    problems.push(
      problem(`${input.where} annotation ${name}`, `\`${text}\` is not understood; write it like "${example}"`),
    )
    return undefined
  }
  const atLeast = read(AT_LEAST, AT_LEAST_FORM, '6 until 10:00')
  const pause = read(PAUSE, PAUSE_FORM, 'until 10:00')
  // Nobody knows when it was written: tomorrow it is in force again.
  const undated = [AT_LEAST, PAUSE].some((name) => input.annotations[name] && input.writtenMs[name] === undefined)
  const ends = [atLeast, pause].flatMap((one) => (one ? [one.untilMs] : []))
  if (undated) ends.push(startOfTomorrow(input))
  return {
    problems,
    ...given({
      atLeast: atLeast && { count: Number(atLeast.match[1]), said: atLeast.said },
      pause: pause && { untilMs: pause.untilMs, said: pause.said },
      revisitAt: ends.length > 0 ? Math.min(...ends) : undefined,
    }),
  }
}

const startOfTomorrow = ({ nowMs, zone }: HandInput): number =>
  DateTime.fromMillis(nowMs, { zone }).startOf('day').plus({ days: 1 }).toMillis()

/** `10:00` is the first one after the annotation was written; without that knowledge, today's. */
function parseUntil(text: string, { zone, nowMs }: HandInput, writtenMs: number | undefined): number | undefined {
  const time = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text)
  if (!time) return parseInstant(text.replace(' ', 'T'), zone)
  const from = DateTime.fromMillis(writtenMs ?? nowMs, { zone })
  const at = from.set({ hour: Number(time[1]), minute: Number(time[2]), second: Number(time[3] ?? 0), millisecond: 0 })
  if (!at.isValid || at.day !== from.day) return undefined
  return writtenMs !== undefined && at <= from ? at.plus({ days: 1 }).toMillis() : at.toMillis()
}
