import { DAY_MS } from '../../duration.ts'
import { RuleTooCostly } from '../rules/rule-engine.ts'
import type { Steps } from '../text/steps.ts'
import { aboutEvent, type Told } from '../trouble.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import { type Instance, listed } from './instances.ts'
import { sayMoment } from './moment.ts'
import { Named, type Override, type Series, wallIn } from './series.ts'

/** So many of one series are looked up one by one; of the others it is not said whether they are orphans. */
const MOST_LOOKED_UP = 100

/**
 * Overrides that change an occurrence which their series does not have, since it was moved, or the two are written in
 * different zones: the series keeps all of its own. They are found among the instances that are seen anyway, and by
 * looking up the rest.
 */
export class Orphans {
  readonly #series: Series
  readonly #left: Set<Override>
  readonly #named: ReadonlyMap<CalendarEvent, Named<Override>>

  /** @param overrides those that matter for a stretch of time */
  constructor(series: Series, overrides: readonly Override[]) {
    this.#series = series
    this.#left = new Set(overrides)
    const masters = overrides.length > 0 ? series.masters : []
    this.#named = new Map(masters.map((master) => [master, named(master, overrides)]))
  }

  /** That a master has an instance, before its exceptions. */
  see(master: CalendarEvent, { startMs, wall }: Pick<Instance, 'startMs' | 'wall'>): void {
    if (this.#left.size === 0) return
    const override = this.#named.get(master)?.get(startMs, wall)
    if (override) this.#left.delete(override)
  }

  *tell({ report, remark }: Told): Steps<void> {
    const { masters } = this.#series
    if (this.#left.size === 0 || masters.some(({ cancelled }) => cancelled)) return
    for (const one of masters) yield* this.#lookUp(one)
    const [master] = masters
    for (const override of this.#left) {
      if (master) report(orphan(override, master))
      else if (override.recurrence.andFuture) report(aboutEvent(override, `${alone(override)}, ${ONCE}`))
      else remark(aboutEvent(override, alone(override)))
    }
  }

  *#lookUp(master: CalendarEvent): Steps<void> {
    this.see(master, { startMs: master.startMs, wall: master.startWall })
    for (const instance of (yield* listed(master)).values()) this.see(master, instance)
    let looked = 0
    for (const override of [...this.#left]) {
      const isLookedUp = ++looked <= MOST_LOOKED_UP && (yield* this.#followRules(master, override))
      if (!isLookedUp) this.#left.delete(override)
      yield
    }
  }

  /** @returns whether they could be followed */
  *#followRules(master: CalendarEvent, override: Override): Steps<boolean> {
    const wall = wallIn(master, override.recurrence.moment)
    try {
      // A day around, so that neither dates nor changes of clocks matter.
      for (const rule of master.rules)
        for (const one of yield* rule.walls(wall - DAY_MS, wall + DAY_MS))
          this.see(master, { startMs: toInstant(master.zone, one), wall: one })
      return true
    } catch (error) {
      if (error instanceof RuleTooCostly) return false
      throw error
    }
  }
}

function named(master: CalendarEvent, overrides: readonly Override[]): Named<Override> {
  const found = new Named<Override>(master)
  for (const override of overrides) found.set(override.recurrence.moment, override)
  return found
}

function orphan(override: Override, series: CalendarEvent) {
  const { line, cancelled, recurrence } = override
  const { moment, andFuture } = recurrence
  const then = cancelled
    ? 'so it cancels nothing'
    : `so it counts at its own time, beside all that its series has${andFuture ? ', and what comes later moves with it' : ''}`
  return aboutEvent(
    override,
    `line ${line}: its RECURRENCE-ID ${sayMoment(moment, series)} is no occurrence of its series, ${then}`,
  )
}

const alone = ({ line }: Override) =>
  `line ${line}: it changes an occurrence of a series that the calendar does not have, so it counts by itself`

const ONCE = 'once; what comes after it is not known'
