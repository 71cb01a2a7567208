/**
 * The process that reads the bombs, as `warmseats run` reads calendars: in the product's thread, beside a good one, then
 * merged, to the timeline, and packed for the Secret. It watches its own main thread meanwhile.
 */
import { filter, firstValueFrom, of, ReplaySubject, Subject, share, takeUntil, timeout } from 'rxjs'
import { timelineOf } from '../../../src/domain/demand/timeline.ts'
import { calendarThread } from '../../../streams/calendar/thread.ts'
import { keepReadings } from '../../../streams/sources/calendar-store.ts'
import { calendars$, mergeCalendars, type NamedSource, type Part } from '../../../streams/sources/calendars.ts'
import { cpuMs } from '../../fuzz/stepped.ts'
import { config } from '../../support/config.ts'

/** Files of calendars. */
export interface Question {
  readonly bomb: string
  readonly good: string
}

export interface Answer {
  /** What is said of the bomb: why it fails, and the problems of its events. */
  readonly said: readonly string[]
  /** Occurrences of the good calendar beside it. */
  readonly beside: number
  /** What was packed for the Secret, base64. */
  readonly keptBytes: number
  /** The longest that the main thread was busy without a turn, in ms of its CPU. */
  readonly longestMs: number
  /** The most that the process ever took. */
  readonly peakRssMb: number
}

const DEADLINE_MS = 120_000
const TURN_MS = 2
const CONFIG = config({ nodePools: { user: {}, lab: {} } })

const thread = calendarThread()

const sourceOf = (name: string, url: string): NamedSource => ({
  at: 'calendar',
  name,
  id: name,
  source: { where: { url } },
})

async function read({ bomb, good }: Question): Promise<Omit<Answer, 'longestMs' | 'peakRssMb'>> {
  const over = new Subject<void>()
  const parts$ = calendars$(of([sourceOf('bomb', bomb), sourceOf('good', good)]), { open: thread.open }).pipe(
    takeUntil(over),
    share({ connector: () => new ReplaySubject(1) }),
  )
  const kept = new Promise<string>((resolve, reject) => {
    const save = async (data: Readonly<Record<string, string>>) => resolve(Object.values(data).join(''))
    const from = { parts$: parts$.pipe(filter(isKnown)), leading$: of(true), stored$: of(new Map()), exists$: of(true) }
    keepReadings(from, { save, onFailed: reject }).pipe(takeUntil(over)).subscribe({ error: reject })
  })
  const parts = await firstValueFrom(parts$.pipe(filter(isKnown), timeout(DEADLINE_MS)))
  const merged = await firstValueFrom(mergeCalendars(of(parts)))
  const timeline = timelineOf(merged.reading.occurrences, CONFIG)
  const keptBytes = (await kept).length
  over.next()
  const [first, second] = parts
  const reading = first?.state.reading
  const because = first?.state.health.at === 'failing' ? [first.state.health.because] : []
  const problems = [...(reading?.problems ?? []), ...timeline.problems]
  const said = [...because, ...problems.map(({ where, text }) => `${where}: ${text}`)]
  return { said: said.slice(0, 1100), beside: second?.state.reading.occurrences.length ?? 0, keptBytes }
}

/** All have been read or refused: one that only takes long is waited for. */
const isKnown = (parts: readonly Part[]): boolean =>
  parts.every(
    ({ state: { health } }) =>
      health.at === 'good' || (health.at === 'failing' && !/did not answer/.test(health.because)),
  )

/** Looks every few ms how much the main thread has worked since. */
function watched(): () => number {
  let [longestMs, beganMs] = [0, cpuMs()]
  const look = () => {
    const nowMs = cpuMs()
    longestMs = Math.max(longestMs, nowMs - beganMs)
    beganMs = nowMs
  }
  const timer = setInterval(look, TURN_MS)
  return () => {
    clearInterval(timer)
    look()
    return longestMs
  }
}

process.on('message', async (question: Question) => {
  const longest = watched()
  const answer = await read(question)
  process.send?.({ ...answer, longestMs: longest(), peakRssMb: process.resourceUsage().maxRSS / 1024 } satisfies Answer)
})
