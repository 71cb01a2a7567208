import { DAY_MS } from '../../duration.ts'
import { RuleTooCostly } from '../rules/rule-engine.ts'
import type { Steps } from '../text/steps.ts'
import { aboutEvent, type Told } from '../trouble.ts'
import { toInstant } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import { type Instance, listed } from './instances.ts'
import { sayMoment } from './moment.ts'
import { Named, type Override, type Series, wallIn } from './series.ts'
import { isWithin, type Window } from './window.ts'

/** So many of a calendar are looked up one by one, each as costly as a series; of the others it is not said what they are. */
const MOST_LOOKED_UP = 200

/** How many overrides of a calendar may still be looked up. */
export class LookUps {
  #left = MOST_LOOKED_UP

  /** @returns whether there was one left; says so once when there is none */
  take({ remark }: Told): boolean {
    if (this.#left-- > 0) return true
    remark({ where: 'calendar', text: TOO_MANY })
    return false
  }
}

const TOO_MANY = `more than ${MOST_LOOKED_UP} occurrences were moved from another time; of the others it is not said whether their series has them`

/**
 * Overrides that change an occurrence which their series does not have, since it was moved, or the two are written in
 * different zones: the series keeps all of its own. They are found among the instances that are seen anyway, and by
 * looking up the rest.
 */
export class Orphans {
  readonly #series: Series
  readonly #window: Window
  readonly #left: Set<Override>
  readonly #named: ReadonlyMap<CalendarEvent, Named<Override>>

  /** @param overrides those that matter for the window, of which every instance will be seen */
  static *of(series: Series, window: Window, overrides: readonly Override[]): Steps<Orphans> {
    const byMaster = new Map<CalendarEvent, Named<Override>>()
    for (const master of overrides.length > 0 ? series.masters : [])
      byMaster.set(master, yield* named(master, overrides))
    return new Orphans(series, window, new Set(overrides), byMaster)
  }

  private constructor(
    series: Series,
    window: Window,
    left: Set<Override>,
    byMaster: ReadonlyMap<CalendarEvent, Named<Override>>,
  ) {
    this.#series = series
    this.#window = window
    this.#left = left
    this.#named = byMaster
  }

  /** That a master has an instance, before its exceptions. */
  see(master: CalendarEvent, { startMs, wall }: Pick<Instance, 'startMs' | 'wall'>): void {
    if (this.#left.size === 0) return
    const override = this.#named.get(master)?.get(startMs, wall)
    if (override) this.#left.delete(override)
  }

  *tell(told: Told, lookUps: LookUps): Steps<void> {
    const { masters } = this.#series
    if (this.#left.size === 0 || masters.some(({ cancelled }) => cancelled)) return
    for (const one of masters) yield* this.#lookUp(one, told, lookUps)
    const [master] = masters
    for (const override of this.#left) {
      if (master) told.report(orphan(override, master))
      else if (override.recurrence.andFuture) told.report(aboutEvent(override, `${alone(override)}, ${ONCE}`))
      else told.remark(aboutEvent(override, alone(override)))
    }
  }

  *#lookUp(master: CalendarEvent, told: Told, lookUps: LookUps): Steps<void> {
    this.see(master, { startMs: master.startMs, wall: master.startWall })
    for (const instance of (yield* listed(master)).values()) this.see(master, instance)
    for (const override of [...this.#left]) {
      yield
      const originalMs = toInstant(master.zone, wallIn(master, override.recurrence.moment))
      if (isWithin(originalMs, this.#window)) continue
      const isLookedUp = lookUps.take(told) && (yield* this.#followRules(master, override))
      if (!isLookedUp) this.#left.delete(override)
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

/** So many are looked at at once; then others get the floor. Each may ask a zone what it has not been asked yet. */
const PIECE = 8

function* named(master: CalendarEvent, overrides: readonly Override[]): Steps<Named<Override>> {
  const found = new Named<Override>(master)
  for (const [at, override] of overrides.entries()) {
    if (at % PIECE === PIECE - 1) yield
    found.set(override.recurrence.moment, override)
  }
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
