import { DateTime } from 'luxon'
import { given } from '../given.ts'
import { isImageName, isSecretName } from '../images/names.ts'
import type { Pulls } from '../images/pulls.ts'
import { parseInstant } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'

/** A person's hand on a pool's Deployment: the annotations to use instead of scaling it. */
export const AT_LEAST = 'warmseats.io/at-least'
export const PAUSE = 'warmseats.io/pause'
export const BRING = 'warmseats.io/bring'

/** All of them. */
export const BY_HAND = [AT_LEAST, PAUSE, BRING] as const

/** A RegExp, or what else finds the parts of a text. */
type Form = Pick<RegExp, 'exec'>

/** What the annotations of one Deployment ask for at an instant; expired ones are as if they were not there. */
export interface Hand {
  readonly atLeast?: { readonly count: number; readonly said: string }
  readonly pause?: { readonly untilMs: number; readonly said: string }
  /** Images that placeholders bring beside those that people run. */
  readonly bring?: { readonly pulls: Pulls; readonly said: string }
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
const BRING_FORM = /^(\S.*?)\s+until\s+(\S.*)$/i

/**
 * Reads `warmseats.io/at-least: "6 until 10:00"`, `warmseats.io/pause: "until 2026-03-24T10:00"` and
 * `warmseats.io/bring: "quay.io/hub/a:2, quay.io/hub/b:2 with registry-key until 2026-03-24T10:00"`.
 */
export function handOf(input: HandInput): Hand {
  const problems: Problem[] = []
  const read = (name: string, form: Form, example: string) => {
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
  const bring = read(BRING, BRINGING, 'quay.io/hub/data8:2026-10 until 10:00')
  // Nobody knows when it was written: tomorrow it is in force again.
  const undated = BY_HAND.some((name) => input.annotations[name] && input.writtenMs[name] === undefined)
  const ends = [atLeast, pause, bring].flatMap((one) => (one ? [one.untilMs] : []))
  if (undated) ends.push(startOfTomorrow(input))
  return {
    problems,
    ...given({
      atLeast: atLeast && { count: Number(atLeast.match[1]), said: atLeast.said },
      pause: pause && { untilMs: pause.untilMs, said: pause.said },
      bring: bring && { pulls: pullsIn(bring.match), said: bring.said },
      revisitAt: ends.length > 0 ? Math.min(...ends) : undefined,
    }),
  }
}

const pullsIn = ([, words = '']: readonly string[]): Pulls => {
  const [images = [], secrets = []] = listsIn(words)
  return { images: images.map((image) => ({ image })), secrets }
}

/** Before and after `with`. */
const listsIn = (words: string): string[][] =>
  words.split(/(?<=\s)with(?:\s|$)/i).map((list) => [...new Set(list.split(/[\s,]+/).filter((word) => word !== ''))])

/** Images, and secrets where they are said, each one that may be one. */
const BRINGING: Form = {
  exec: (text) => {
    const match = BRING_FORM.exec(text)
    const [images = [], secrets, ...more] = listsIn(match?.[1] ?? '')
    const isSecret = secrets === undefined || (secrets.length > 0 && secrets.every(isSecretName))
    return images.every(isImageName) && isSecret && more.length === 0 ? match : null
  },
}

/** The annotation that asks for images until an instant, as `handOf` reads it. */
export const sayBring = ({ images, secrets }: Pulls, until: string): string =>
  [
    images.map(({ image }) => image).join(', '),
    ...(secrets.length > 0 ? [`with ${secrets.join(', ')}`] : []),
    `until ${until}`,
  ].join(' ')

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
