import { MOST } from '../text/budget.ts'
import { type Component, linesIn, valueIn } from '../text/component.ts'
import { offsetValue, timeValue } from '../text/value.ts'
import { quote, type Report } from '../trouble.ts'
import { type ClockRule, clockRule } from './clock-rule.ts'
import { rememberingZone, type Zone } from './zone.ts'

/** One STANDARD or DAYLIGHT block: when the wall clock was set, and from which offset to which. */
interface Observance {
  readonly fromMs: number
  readonly toMs: number
  /** Wall time of the first onset, by the clock as it was before it. */
  readonly startWall: number
  /** Ascending. */
  readonly onsets: readonly number[]
  readonly rule: ClockRule | undefined
}

/**
 * A zone by its own definition (RFC 5545 §3.6.5): at any instant the offset of the observance with the latest onset
 * counts; before the first onset, the offset that it came from.
 * @returns undefined when no observance can be read
 */
export function vtimezone(component: Component, report: Report): Zone | undefined {
  const name = valueIn(component, 'TZID') ?? ''
  const say = (text: string) => report({ where: `time zone ${quote(name)}`, text })
  const dated = component.children.flatMap((child) => {
    const start = timeValue(valueIn(child, 'DTSTART') ?? '')
    return start ? [{ child, startWall: start.wallMs }] : []
  })
  const latest = dated.sort((a, b) => a.startWall - b.startWall).slice(-MOST.changesOfZone)
  if (latest.length < dated.length)
    say(`it has ${dated.length} STANDARD and DAYLIGHT parts; the latest ${MOST.changesOfZone} count`)
  const observances = latest.flatMap(({ child, startWall }) => observance(child, startWall, say) ?? [])
  const [first] = observances
  if (first === undefined) return undefined
  return rememberingZone(name, (epochMs) => {
    let latest = Number.NEGATIVE_INFINITY
    let offset = first.fromMs
    for (const one of observances) {
      const onset = lastOnset(one, epochMs)
      if (onset === undefined || onset < latest) continue
      latest = onset
      offset = one.toMs
    }
    return offset
  })
}

function observance(component: Component, startWall: number, say: (text: string) => void): Observance | undefined {
  const toMs = offsetValue(valueIn(component, 'TZOFFSETTO') ?? '')
  if (toMs === undefined) return undefined
  const fromMs = offsetValue(valueIn(component, 'TZOFFSETFROM') ?? '') ?? toMs
  const text = valueIn(component, 'RRULE')
  const rule = text === undefined ? undefined : clockRule(text, startWall, (utcMs) => utcMs + fromMs)
  if (text !== undefined && rule === undefined)
    say(`its rule ${quote(text)} is none of clocks and is not followed; FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU is one`)
  const written = linesIn(component, 'RDATE').flatMap(({ value }) => value.split(',', MOST.datesOfChange + 1))
  if (written.length > MOST.datesOfChange)
    say(`an RDATE lists more than ${MOST.datesOfChange} dates; the first ${MOST.datesOfChange} count`)
  const rdates = written.slice(0, MOST.datesOfChange).flatMap((one) => timeValue(one)?.wallMs ?? [])
  return { fromMs, toMs, startWall, onsets: [startWall, ...rdates].sort((a, b) => a - b), rule }
}

/** The latest onset at an instant or before it, of the listed ones and of the rule's. */
function lastOnset({ onsets, rule, fromMs }: Observance, epochMs: number): number | undefined {
  const wall = epochMs + fromMs
  const listed = lastAtOrBefore(onsets, wall)
  const ruled = rule?.lastAt(wall)
  const last = listed === undefined || (ruled !== undefined && ruled > listed) ? ruled : listed
  return last === undefined ? undefined : last - fromMs
}

function lastAtOrBefore(ascending: readonly number[], wall: number): number | undefined {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= wall) low = middle + 1
    else high = middle
  }
  return ascending[low - 1]
}
