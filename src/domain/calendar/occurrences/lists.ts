import { type Rule, readRule } from '../rules/rule.ts'
import { BadRule } from '../rules/rule-parts.ts'
import type { RuleContext } from '../rules/rule-plan.ts'
import { MOST } from '../text/budget.ts'
import { type Component, linesIn } from '../text/component.ts'
import type { Steps } from '../text/steps.ts'
import { aboutEvent, type EventName, type Report } from '../trouble.ts'
import type { Zones } from '../zones/zones.ts'
import { type Dated, datedOf } from './moment.ts'

/** An event's component, what it is called, and whom to tell of what is broken in its lists. */
export interface Listing {
  readonly component: Component
  readonly name: EventName
  readonly report: Report
}

/** So many dates are read at once; then others get the floor. */
const PIECE = 64

/** RDATE or EXDATE. A date that cannot be read is reported, and costs only itself; so are those beyond the limit. */
export function* datesIn({ component, name, report }: Listing, property: string, zones: Zones): Steps<Dated[]> {
  const dates: Dated[] = []
  let [seen, { looked }] = [0, zones]
  for (const line of linesIn(component, property)) {
    for (const value of line.value.split(',', MOST.dates + 1 - seen)) {
      if (++seen > MOST.dates) {
        report(aboutEvent(name, `${property} lists more than ${MOST.dates} dates; the first ${MOST.dates} count`))
        return dates
      }
      const dated = datedOf(line, value, zones)
      if (typeof dated === 'string')
        report(aboutEvent(name, `line ${line.line}: ${dated}; the rest of the event counts`))
      else dates.push(dated)
      if (seen % PIECE > 0 && looked === zones.looked) continue
      looked = zones.looked
      yield
    }
  }
  return dates
}

/** RRULE or EXRULE; the same. */
export function rulesIn({ component, name, report }: Listing, property: string, context: RuleContext): Rule[] {
  const lines = linesIn(component, property)
  if (lines.length > MOST.rules)
    report(aboutEvent(name, `it has more than ${MOST.rules} lines of ${property}; the first ${MOST.rules} count`))
  return lines.slice(0, MOST.rules).flatMap((line) => {
    try {
      return readRule(line.value, context)
    } catch (error) {
      if (!(error instanceof BadRule)) throw error
      const left = property === 'RRULE' ? 'without it the event counts once' : 'the rest of the event counts'
      report(aboutEvent(name, `line ${line.line}: ${property} cannot be used: ${error.message}; ${left}`))
      return []
    }
  })
}
