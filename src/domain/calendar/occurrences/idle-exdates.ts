import { DAY_MS } from '../../duration.ts'
import { aboutEvent, type Report } from '../trouble.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import type { Instance } from './instances.ts'
import { type Moment, sayMoment } from './moment.ts'
import { Named, wallIn } from './series.ts'
import { isWithin, type Window } from './window.ts'

/** No zone is so far from UTC, so that it need not be asked about the others: it may be new to them. */
const MARGIN_MS = 2 * DAY_MS

/**
 * The EXDATEs of a series that take nothing away in a stretch of time: somebody cancelled a class that is still there,
 * since the series was moved, or the two are written in different zones.
 */
export class IdleExdates {
  readonly #master: CalendarEvent
  readonly #named: Named<Moment>
  readonly #left: Set<Moment>

  constructor(master: CalendarEvent, window: Window) {
    this.#master = master
    this.#named = new Named(master)
    const near = { fromMs: window.fromMs - MARGIN_MS, toMs: window.toMs + MARGIN_MS }
    const within = master.exdates.filter(
      (moment) => isWithin(moment.wallMs, near) && isWithin(toInstant(master.zone, wallIn(master, moment)), window),
    )
    this.#left = new Set(within)
    for (const moment of within) this.#named.set(moment, moment)
  }

  see({ startMs, wall }: Instance): void {
    if (this.#left.size === 0) return
    const moment = this.#named.get(startMs, wall)
    if (moment) this.#left.delete(moment)
  }

  tell(remark: Report): void {
    for (const moment of this.#left)
      remark(
        aboutEvent(
          this.#master,
          `EXDATE ${sayMoment(moment, this.#master)} is no occurrence of it and takes nothing away`,
        ),
      )
  }
}
