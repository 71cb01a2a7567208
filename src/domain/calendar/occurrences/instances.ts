import { DAY_MS } from '../../duration.ts'
import { RuleTooCostly } from '../rules/rule-engine.ts'
import type { Steps } from '../text/steps.ts'
import type { NominalDuration } from '../text/value.ts'
import { aboutEvent, type Report } from '../trouble.ts'
import { toInstant, toWall } from '../zones/zone.ts'
import type { CalendarEvent } from './event.ts'
import { instantOf, spanOf } from './moment.ts'
import { wallIn } from './series.ts'

/** A start that the series gives, before overrides. */
export interface Instance {
  readonly wall: number
  readonly startMs: number
  readonly length: NominalDuration
}

/** So many are found at once; then others get the floor. Each may ask a zone what it has not been asked yet. */
const PIECE = 8

/** More than clocks are ever set by, so that no window of wall time is too narrow. */
const MARGIN_MS = DAY_MS

/**
 * The starts that a series' own start, its listed dates and its rules give around [fromMs, toMs), each once (RFC 5545
 * §3.8.5). A rule that takes too many steps is reported, and what it gave until then counts.
 */
export function* instancesOf(
  master: CalendarEvent,
  fromMs: number,
  toMs: number,
  report: Report,
): Steps<Iterable<Instance>> {
  const instances = yield* listed(master)
  const { startWall, length } = master
  addOnce(instances, { wall: startWall, startMs: toInstant(master.zone, startWall), length })
  try {
    yield* followRules(
      instances,
      master,
      toWall(master.zone, fromMs) - MARGIN_MS,
      toWall(master.zone, toMs) + MARGIN_MS,
    )
  } catch (error) {
    if (!(error instanceof RuleTooCostly)) throw error
    const what = 'its recurrence rule takes too many steps and is not followed to its end'
    report(aboutEvent(master, `line ${master.line}: ${what} (${error.message})`))
  }
  return instances.values()
}

/** By their start. */
type Instances = Map<number, Instance>

function addOnce(instances: Instances, one: Instance): void {
  if (!instances.has(one.startMs)) instances.set(one.startMs, one)
}

/** RDATE. Of two with one start the longer counts. */
export function* listed(master: CalendarEvent): Steps<Instances> {
  const instances: Instances = new Map()
  for (const [at, { moment, length = master.length }] of master.rdates.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const wall = wallIn(master, moment)
    const startMs = master.allDay || moment.isDate ? toInstant(master.zone, wall) : instantOf(moment, master)
    const known = instances.get(startMs)
    if (!known || spanOf(known.length) < spanOf(length)) instances.set(startMs, { wall, startMs, length })
  }
  return instances
}

/** RRULE and EXRULE. @throws RuleTooCostly */
function* followRules(
  instances: Instances,
  { zone, length, rules, exRules }: CalendarEvent,
  fromWall: number,
  untilWall: number,
): Steps<void> {
  for (const rule of rules) {
    for (const wall of yield* rule.walls(fromWall, untilWall)) {
      addOnce(instances, { wall, startMs: toInstant(zone, wall), length })
      if (instances.size % PIECE === 0) yield
    }
  }
  for (const rule of exRules) {
    for (const [at, wall] of (yield* rule.walls(fromWall, untilWall)).entries()) {
      instances.delete(toInstant(zone, wall))
      if (at % PIECE === PIECE - 1) yield
    }
  }
}
