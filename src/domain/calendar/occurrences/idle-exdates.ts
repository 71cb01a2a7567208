import { aboutEvent, type Report } from '../trouble.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import type { Instance } from './instances.ts'
import { type Moment, sayMoment } from './moment.ts'
import { Named, wallIn } from './series.ts'

/**
 * The EXDATEs of a series that take nothing away in a stretch of time: somebody cancelled a class that is still there,
 * since the series was moved, or the two are written in different zones.
 */
export class IdleExdates {
  readonly #master: CalendarEvent
  readonly #named: Named<Moment>
  readonly #left: Set<Moment>

  /** Half-open, in epoch ms. */
  constructor(master: CalendarEvent, fromMs: number, toMs: number) {
    this.#master = master
    this.#named = new Named(master)
    const within = master.exdates.filter((moment) => {
      const startMs = toInstant(master.zone, wallIn(master, moment))
      return startMs >= fromMs && startMs < toMs
    })
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
