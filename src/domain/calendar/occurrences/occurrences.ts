import { DAY_MS } from '../../duration.ts'
import { RuleTooCostly } from '../rules/rule-engine.ts'
import type { NominalDuration } from '../text/value.ts'
import { startOfDay } from '../text/wall-time.ts'
import { aboutEvent, type Report } from '../trouble.ts'
import { toInstant, toWall } from '../zones/zone.ts'
import { type CalendarEvent, endOf, type Moment } from './event.ts'
import { dayOf, Named, type Override, type Series } from './series.ts'

/** When something takes place, and the event that says what it is. */
export interface Found {
  readonly startMs: number
  readonly endMs: number
  readonly originalMs: number
  readonly event: CalendarEvent
}

/** Half-open; an event without length counts where it stands. */
const overlaps = (startMs: number, endMs: number, fromMs: number, toMs: number): boolean =>
  startMs < toMs && (endMs > fromMs || (startMs === endMs && startMs >= fromMs))

/**
 * What of a series overlaps [fromMs, toMs): its rules' and listed dates without its exceptions (RFC 5545 §3.8.5), and
 * its overrides where they now stand (§3.8.4.4), also those whose occurrence the series does not have (orphans).
 */
export function* occurrencesOf(
  series: Series,
  fromMs: number,
  toMs: number,
  report: Report,
): Generator<void, Found[], undefined> {
  const found: Found[] = []
  const add = (one: Found) => {
    if (overlaps(one.startMs, one.endMs, fromMs, toMs)) found.push(one)
  }
  for (const [at, event] of series.overrides.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const { startMs, endMs, recurrence } = event
    const master = series.masters[0] ?? event
    if (!event.cancelled)
      add({ startMs, endMs, originalMs: toInstant(master.zone, wallIn(master, recurrence.moment)), event })
  }
  for (const master of series.masters) {
    if (master.cancelled) continue
    const place = yield* placement(master, series.overrides)
    let placed = 0
    for (const instance of yield* instancesOf(master, fromMs - place.backMs, toMs + place.aheadMs, report)) {
      const one = place.of(instance)
      if (one) add(one)
      if (++placed % PIECE === 0) yield
    }
  }
  return found
}

/** A start that the series gives, before overrides. */
interface Instance {
  readonly wall: number
  readonly startMs: number
  readonly length: NominalDuration
}

/** Where an instance ends up: nowhere when it is excluded or has an override, elsewhere after THISANDFUTURE. */
function* placement(master: CalendarEvent, overrides: readonly Override[]) {
  const gone = new Named<true>(master)
  for (const moment of master.exdates) gone.set(moment, true)
  const futures: { readonly event: Override; readonly wall: number }[] = []
  for (const [at, event] of overrides.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const { moment, andFuture } = event.recurrence
    gone.set(moment, true)
    if (andFuture) futures.push({ event, wall: wallIn(master, moment) })
  }
  // Nobody reschedules all the rest of a series so often: what is older than these is not looked at.
  futures.sort((a, b) => b.wall - a.wall).splice(MAX_FUTURES)
  const shifts = futures.map(({ event, wall }) => Math.abs(event.startWall - wall))
  const lengths = [master, ...futures.map(({ event }) => event)].map(({ length }) => spanOf(length))

  const of = ({ wall, startMs, length }: Instance): Found | undefined => {
    if (gone.get(startMs, wall)) return undefined
    const future = futures.find((one) => one.wall <= wall)
    if (future === undefined) {
      return { startMs, endMs: endOf(master.zone, wall, startMs, length), originalMs: startMs, event: master }
    }
    const { event } = future
    if (event.cancelled) return undefined
    const movedWall = wall + event.startWall - future.wall
    const movedMs = toInstant(event.zone, movedWall)
    return { startMs: movedMs, endMs: endOf(event.zone, movedWall, movedMs, event.length), originalMs: startMs, event }
  }
  const shiftMs = Math.max(0, ...shifts)
  return { of, backMs: Math.max(...lengths) + shiftMs, aheadMs: shiftMs }
}

const MAX_FUTURES = 200

const spanOf = ({ days, ms }: NominalDuration) => days * DAY_MS + ms

/** The start, in the master's wall time, that a listed date or time names: a date means that day's usual time. */
function wallIn(master: CalendarEvent, moment: Moment): number {
  if (master.allDay) return dayOf(moment, master)
  if (moment.isDate) return moment.wallMs + master.startWall - startOfDay(master.startWall)
  return toWall(master.zone, toInstant(moment.zone, moment.wallMs))
}

/** So many instances are placed at once; then others get the floor. */
const PIECE = 64

/** More than clocks are ever set by, so that no window of wall time is too narrow. */
const MARGIN_MS = DAY_MS

function* instancesOf(master: CalendarEvent, fromMs: number, toMs: number, report: Report) {
  const instances = new Map<number, Instance>()
  const add = (wall: number, startMs = toInstant(master.zone, wall)) => {
    if (!instances.has(startMs)) instances.set(startMs, { wall, startMs, length: master.length })
  }
  const fromWall = toWall(master.zone, fromMs) - MARGIN_MS
  const untilWall = toWall(master.zone, toMs) + MARGIN_MS
  for (const [at, { moment, length = master.length }] of master.rdates.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const wall = wallIn(master, moment)
    const startMs =
      master.allDay || moment.isDate ? toInstant(master.zone, wall) : toInstant(moment.zone, moment.wallMs)
    const known = instances.get(startMs)
    // Of two with one start the longer counts.
    if (!known || spanOf(known.length) < spanOf(length)) instances.set(startMs, { wall, startMs, length })
  }
  add(master.startWall)
  try {
    for (const rule of master.rules) {
      for (const wall of yield* rule.walls(fromWall, untilWall)) {
        add(wall)
        if (instances.size % PIECE === 0) yield
      }
    }
    for (const rule of master.exRules) {
      let removed = 0
      for (const wall of yield* rule.walls(fromWall, untilWall)) {
        instances.delete(toInstant(master.zone, wall))
        if (++removed % PIECE === 0) yield
      }
    }
  } catch (error) {
    if (!(error instanceof RuleTooCostly)) throw error
    report(
      aboutEvent(
        master,
        `line ${master.line}: its recurrence rule takes too many steps and is not followed to its end (${error.message})`,
      ),
    )
  }
  return instances.values()
}
