import { expandSteps } from '../../src/domain/calendar/occurrences/expand.ts'
import { parseSteps } from '../../src/domain/calendar/occurrences/parse.ts'
import { DAY_MS } from '../../src/domain/duration.ts'
import { corpus } from './corpus.ts'
import { mutate } from './mutate.ts'
import { chance } from './random.ts'
import { stepped } from './stepped.ts'

/** What a run of the fuzzer found. */
export interface Findings {
  readonly runs: number
  readonly refused: number
  readonly withProblems: number
  readonly occurrences: number
  readonly steps: number
  readonly mostSteps: number
  /** The longest step between two turns of the event loop, in ms of this thread's CPU. */
  readonly longestMs: number
  /** Calendars with a step beyond the limit that was short when the same calendar was read again. */
  readonly once: number
  readonly failures: readonly Failure[]
}

export interface Failure {
  readonly run: number
  readonly what: string
  readonly text: string
}

interface FuzzOptions {
  readonly runs: number
  readonly seed: number
  /** No step may hold the event loop longer. */
  readonly limitMs: number
  readonly progress?: (findings: Findings) => void
}

const WINDOWS = [
  [Date.UTC(2026, 2, 1), 14],
  [Date.UTC(2026, 2, 1), 14],
  [Date.UTC(2026, 9, 20), 16],
  [Date.UTC(2026, 0, 1), 366],
  [0, 1],
] as const

/** Reads and expands mutated calendars, step by step as the product does, and watches each step. */
export function fuzz({ runs, seed, limitMs, progress }: FuzzOptions): Findings {
  const random = chance(seed)
  const texts = corpus()
  const found: Tally = { refused: 0, withProblems: 0, occurrences: 0, steps: 0, mostSteps: 0, longestMs: 0, once: 0 }
  const failures: Failure[] = []
  for (let run = 0; run < runs; run++) {
    const text = mutate(random.pick(texts), texts, random)
    const [fromMs, days] = random.pick(WINDOWS)
    const timezone = random.pick(['', 'Europe/Berlin', 'Nowhere/None'])
    const what = tryOnce(() => readOnce(text, timezone, fromMs, fromMs + days * DAY_MS), limitMs, found)
    if (what !== undefined) failures.push({ run, what, text })
    if ((run + 1) % 5000 === 0) progress?.({ runs: run + 1, ...found, failures })
  }
  return { runs, ...found, failures }
}

type Tally = { -readonly [K in Exclude<keyof Findings, 'runs' | 'failures'>]: Findings[K] }

/** @returns what is wrong; undefined: nothing */
function tryOnce(read: () => ReturnType<typeof readOnce>, limitMs: number, found: Tally): string | undefined {
  try {
    const { refused, problems, occurrences, steps, longestMs } = read()
    found.refused += Number(refused)
    found.withProblems += Number(problems > 0)
    found.occurrences += occurrences
    found.steps += steps
    found.mostSteps = Math.max(found.mostSteps, steps)
    found.longestMs = Math.max(found.longestMs, longestMs)
    if (longestMs <= limitMs) return undefined
    // What is the calendar's fault comes again; a garbage collection or a cold compiler does not.
    const again = Math.min(...[1, 2, 3].map(() => afresh(read).longestMs))
    if (again > limitMs) return `a step took ${again.toFixed(1)} ms of CPU`
    found.once++
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

function readOnce(text: string, timezone: string, fromMs: number, toMs: number) {
  const parsed = stepped(parseSteps(text, timezone ? { timezone } : {}))
  if (parsed.result.at === 'refused') return { ...parsed, refused: true, problems: 0, occurrences: 0 }
  const expanded = stepped(expandSteps(parsed.result.calendar, fromMs, toMs))
  return {
    refused: false,
    problems: expanded.result.problems.length,
    occurrences: expanded.result.occurrences.length,
    steps: parsed.steps + expanded.steps,
    longestMs: Math.max(parsed.longestMs, expanded.longestMs),
  }
}

/** Overruns what is remembered of rules first, so that reading one again is as hard as the first time. */
function afresh<T>(read: () => T): T {
  for (let n = 1; n <= 300; n++) {
    const rule = `RRULE:FREQ=YEARLY;BYYEARDAY=${n}`
    const event = `BEGIN:VEVENT\r\nUID:e\r\nDTSTART:20200101T000000Z\r\n${rule}\r\nEND:VEVENT`
    readOnce(`BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n`, '', n * DAY_MS, n * DAY_MS + 1)
  }
  return read()
}
