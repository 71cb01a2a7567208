import type { Steps } from '../text/steps.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import type { Instance } from './instances.ts'
import { endOf, spanOf } from './moment.ts'
import { Named, type Override, wallIn } from './series.ts'

/** When something takes place, and the event that says what it is. */
export interface Found {
  readonly startMs: number
  readonly endMs: number
  readonly originalMs: number
  readonly event: CalendarEvent
}

/** Where the instances of a series end up. */
export interface Placement {
  /** undefined: it is excluded, or has an override. */
  of(instance: Instance): Found | undefined
  /** An instance that starts so long before a window may reach into it. */
  readonly backMs: number
  /** An instance that starts so long after a window may be moved into it. */
  readonly aheadMs: number
}

/** So many dates are looked at at once; then others get the floor. Each may ask a zone what it has not been asked yet. */
const PIECE = 8

/** Nobody reschedules all the rest of a series so often: what is older than these is not looked at. */
const MAX_FUTURES = 200

/** An instance is nowhere when an EXDATE or an override names it, and elsewhere after a THISANDFUTURE (§3.8.4.4). */
export function* placement(master: CalendarEvent, overrides: readonly Override[]): Steps<Placement> {
  const gone = new Named<true>(master)
  for (const [at, moment] of master.exdates.entries()) {
    if (at % PIECE === PIECE - 1) yield
    gone.set(moment, true)
  }
  const futures: { readonly event: Override; readonly wall: number }[] = []
  for (const [at, event] of overrides.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const { moment, andFuture } = event.recurrence
    gone.set(moment, true)
    if (andFuture) futures.push({ event, wall: wallIn(master, moment) })
  }
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
