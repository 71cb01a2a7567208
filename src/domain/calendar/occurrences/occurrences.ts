import type { Steps } from '../text/steps.ts'
import type { Report } from '../trouble.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import { instancesOf } from './instances.ts'
import { type Found, placement } from './placement.ts'
import { type Series, wallIn } from './series.ts'

/** A window of time, half-open, in epoch ms. */
interface Window {
  readonly fromMs: number
  readonly toMs: number
}

/** Half-open; an event without length counts where it stands. */
const overlaps = ({ startMs, endMs }: Found, { fromMs, toMs }: Window): boolean =>
  startMs < toMs && (endMs > fromMs || (startMs === endMs && startMs >= fromMs))

/** So many are placed at once; then others get the floor. Each may ask a zone what it has not been asked yet. */
const PIECE = 8

/**
 * What of a series overlaps [fromMs, toMs): its rules' and listed dates without its exceptions (RFC 5545 §3.8.5), and
 * its overrides where they now stand (§3.8.4.4), also those whose occurrence the series does not have (orphans).
 */
export function* occurrencesOf(series: Series, fromMs: number, toMs: number, report: Report): Steps<Found[]> {
  const found: Found[] = []
  const window = { fromMs, toMs }
  const add = (one: Found | undefined) => {
    if (one && overlaps(one, window)) found.push(one)
  }
  yield* addOverrides(series, add)
  for (const master of series.masters) {
    if (!master.cancelled) yield* addInstances(master, series, window, report, add)
  }
  return found
}

function* addOverrides({ masters, overrides }: Series, add: (one: Found) => void): Steps<void> {
  for (const [at, event] of overrides.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const { startMs, endMs, recurrence } = event
    const master = masters[0] ?? event
    if (!event.cancelled)
      add({ startMs, endMs, originalMs: toInstant(master.zone, wallIn(master, recurrence.moment)), event })
  }
}

function* addInstances(
  master: CalendarEvent,
  { overrides }: Series,
  { fromMs, toMs }: Window,
  report: Report,
  add: (one: Found | undefined) => void,
): Steps<void> {
  const { of, backMs, aheadMs } = yield* placement(master, overrides)
  let looked = 0
  for (const instance of yield* instancesOf(master, fromMs - backMs, toMs + aheadMs, report)) {
    add(of(instance))
    if (++looked % PIECE === 0) yield
  }
}
