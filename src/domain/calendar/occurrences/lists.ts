import { type Rule, readRule } from '../rules/rule.ts'
import { BadRule } from '../rules/rule-parts.ts'
import type { RuleContext } from '../rules/rule-plan.ts'
import { saysNothing } from '../rules/rule-text.ts'
import { MOST } from '../text/budget.ts'
import { type Component, linesIn } from '../text/component.ts'
import type { ContentLine } from '../text/content-line.ts'
import type { Steps } from '../text/steps.ts'
import { aboutEvent, type EventName, quote, type Told } from '../trouble.ts'
import type { Zones } from '../zones/zones.ts'
import { type Beside, type Dated, datedOf, zoneOf } from './moment.ts'

/** An event's component, what it is called, and whom to tell of its lists. */
export interface Listing {
  readonly component: Component
  readonly name: EventName
  readonly told: Told
  /** Of the event. */
  readonly start: Beside
}

/** So many dates are read at once; then others get the floor. */
const PIECE = 64

/** RDATE or EXDATE. A date that cannot be read is reported, and costs only itself; so are those beyond the limit. */
export function* datesIn(listing: Listing, property: string, zones: Zones): Steps<Dated[]> {
  const { component, name, told } = listing
  const dates: Dated[] = []
  let [seen, { looked }] = [0, zones]
  for (const line of linesIn(component, property)) {
    for (const value of line.value.split(SEPARATOR, MOST.dates + 1 - seen)) {
      if (++seen > MOST.dates) {
        told.report(aboutEvent(name, `${property} lists more than ${MOST.dates} dates; the first ${MOST.dates} count`))
        return dates
      }
      const dated = dateIn(listing, line, value, zones)
      if (dated) dates.push(dated)
      if (seen % PIECE > 0 && looked === zones.looked) continue
      looked = zones.looked
      yield
    }
  }
  remarkOnZone(listing, property, dates)
  return dates
}

/** Nothing between two commas is no date. */
function dateIn({ name, told, start }: Listing, line: ContentLine, value: string, zones: Zones): Dated | undefined {
  const dated = value.trim() === '' ? undefined : datedOf(line, value, zones, start)
  if (typeof dated !== 'string') return dated
  told.report(aboutEvent(name, `line ${line.line}: ${dated}; the rest of the event counts`))
  return undefined
}

/** A semicolon between two dates is a comma. */
const SEPARATOR = /[,;]/

function remarkOnZone({ name, told, start }: Listing, property: string, dates: readonly Dated[]): void {
  const beside = dates.find(({ moment }) => moment.isFloating && zoneOf(moment, start) !== moment.zone)
  if (beside)
    told.remark(
      aboutEvent(name, `${property} has times without a zone; they are read in ${start.zone.name}, as DTSTART`),
    )
}

/** RRULE or EXRULE; the same. One without a word is none. */
export function rulesIn({ component, name, told }: Listing, property: string, context: RuleContext): Rule[] {
  const lines = linesIn(component, property)
  if (lines.length > MOST.rules)
    told.report(aboutEvent(name, `it has more than ${MOST.rules} lines of ${property}; the first ${MOST.rules} count`))
  return lines.slice(0, MOST.rules).flatMap(({ value, line }) => {
    if (saysNothing(value)) {
      told.remark(aboutEvent(name, `line ${line}: ${property} is empty and is none`))
      return []
    }
    try {
      const rule = readRule(value, context)
      if (rule.forgiven.length > 0)
        told.remark(
          aboutEvent(name, `line ${line}: ${property} is read as ${quote(rule.text)} (${rule.forgiven.join('; ')})`),
        )
      if (property === 'RRULE' && rule.untilWall < context.startWall)
        told.remark(aboutEvent(name, `line ${line}: UNTIL of ${property} is before the start, so it counts once`))
      return rule
    } catch (error) {
      if (!(error instanceof BadRule)) throw error
      const left = property === 'RRULE' ? 'without it the event counts once' : 'the rest of the event counts'
      told.report(aboutEvent(name, `line ${line}: ${property} cannot be used: ${error.message}; ${left}`))
      return []
    }
  })
}
