import type { Steps } from '../text/steps.ts'
import type { Told } from '../trouble.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import { IdleExdates } from './idle-exdates.ts'
import { instancesOf } from './instances.ts'
import { type LookUps, Orphans } from './orphans.ts'
import { type Found, placement } from './placement.ts'
import { type Override, type Series, wallIn } from './series.ts'
import { isWithin, type Window } from './window.ts'

/** Half-open; an event without length counts where it stands. */
const overlaps = ({ startMs, endMs }: Found, { fromMs, toMs }: Window): boolean =>
  startMs < toMs && (endMs > fromMs || (startMs === endMs && startMs >= fromMs))

/** Two events of one UID that stand at one time are the same, as two revisions are: it counts once. */
function isSeen(seen: Set<string>, { startMs, endMs, originalMs }: Found): boolean {
  const key = `${startMs} ${endMs} ${originalMs}`
  if (seen.has(key)) return true
  seen.add(key)
  return false
}

/** So many are placed at once; then others get the floor. Each may ask a zone what it has not been asked yet. */
const PIECE = 8

/**
 * What of a series overlaps [fromMs, toMs): its rules' and listed dates without its exceptions (RFC 5545 §3.8.5), and
 * its overrides where they now stand (§3.8.4.4), also those whose occurrence the series does not have (orphans).
 */
export function* occurrencesOf(
  series: Series,
  fromMs: number,
  toMs: number,
  told: Told,
  lookUps: LookUps,
): Steps<Found[]> {
  const found: Found[] = []
  const window = { fromMs, toMs }
  const seen = new Set<string>()
  const add = (one: Found | undefined) => {
    if (!one || !overlaps(one, window) || (series.masters.length > 1 && isSeen(seen, one))) return
    found.push(one)
  }
  const orphans = yield* Orphans.of(series, window, yield* addOverrides(series, window, add))
  for (const master of series.masters) {
    if (!master.cancelled) yield* addInstances(master, series, window, told, add, orphans)
  }
  yield* orphans.tell(told, lookUps)
  return found
}

/** @returns those that stand in the window, or whose occurrence would */
function* addOverrides({ masters, overrides }: Series, window: Window, add: (one: Found) => void): Steps<Override[]> {
  const around: Override[] = []
  for (const [at, event] of overrides.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const { startMs, endMs, recurrence } = event
    const master = masters[0] ?? event
    const originalMs = toInstant(master.zone, wallIn(master, recurrence.moment))
    const found = { startMs, endMs, originalMs, event }
    if (!event.cancelled) add(found)
    const isAround = overlaps(found, window) || isWithin(originalMs, window)
    if (isAround) around.push(event)
  }
  return around
}

function* addInstances(
  master: CalendarEvent,
  { overrides }: Series,
  window: Window,
  { report, remark }: Told,
  add: (one: Found | undefined) => void,
  orphans: Orphans,
): Steps<void> {
  const { fromMs, toMs } = window
  const { of, backMs, aheadMs } = yield* placement(master, overrides)
  const exdates = new IdleExdates(master, window)
  let looked = 0
  for (const instance of yield* instancesOf(master, fromMs - backMs, toMs + aheadMs, report)) {
    orphans.see(master, instance)
    exdates.see(instance)
    add(of(instance))
    if (++looked % PIECE === 0) yield
  }
  exdates.tell(remark)
}
