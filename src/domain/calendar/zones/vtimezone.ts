import { type Rule, readRule } from '../rules/rule.ts'
import type { RuleContext } from '../rules/rule-plan.ts'
import type { Component } from '../text/component.ts'
import { runThrough } from '../text/steps.ts'
import { offsetValue, timeValue } from '../text/value.ts'
import { startOfYear, yearMonthDay } from '../text/wall-time.ts'
import { rememberingZone, type Zone } from './zone.ts'

/** One STANDARD or DAYLIGHT block: when the wall clock was set, and from which offset to which. */
interface Observance {
  readonly fromMs: number
  readonly toMs: number
  /** Wall time of the first onset, by the clock as it was before it. */
  readonly startWall: number
  /** Ascending. */
  readonly onsets: readonly number[]
  readonly rules: readonly LastOf[]
}

/**
 * A zone by its own definition (RFC 5545 §3.6.5): at any instant the offset of the observance with the latest onset
 * counts; before the first onset, the offset that it came from.
 * @returns undefined when no observance can be read
 */
export function vtimezone(component: Component): Zone | undefined {
  const observances = component.children.flatMap((child) => {
    const one = child.name === 'STANDARD' || child.name === 'DAYLIGHT' ? observance(child) : undefined
    return one ? [one] : []
  })
  const first = observances.toSorted((a, b) => a.startWall - b.startWall)[0]
  if (first === undefined) return undefined
  const name = component.lines.find((line) => line.name === 'TZID')?.value.trim() ?? ''
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

function observance({ lines }: Component): Observance | undefined {
  const values = (name: string) => lines.filter((line) => line.name === name).map((line) => line.value)
  const start = timeValue(values('DTSTART')[0] ?? '')
  const fromMs = offsetValue(values('TZOFFSETFROM')[0] ?? '')
  const toMs = offsetValue(values('TZOFFSETTO')[0] ?? '')
  if (start === undefined || toMs === undefined) return undefined
  const startWall = start.wallMs
  const from = fromMs ?? toMs
  const context = { startWall, allDay: false, untilToWall: (utcMs: number) => utcMs + from }
  const rdates = values('RDATE').flatMap((value) => value.split(',').map((one) => timeValue(one)?.wallMs))
  return {
    fromMs: from,
    toMs,
    startWall,
    onsets: [startWall, ...rdates.filter((wall) => wall !== undefined)].sort((a, b) => a - b),
    rules: values('RRULE').flatMap((text) => lastOf(text, context)),
  }
}

/** The latest onset at an instant or before it, of the listed ones and of the rules'. */
function lastOnset({ onsets, rules, fromMs }: Observance, epochMs: number): number | undefined {
  const wall = epochMs + fromMs
  let last = onsets.findLast((onset) => onset <= wall)
  for (const rule of rules) {
    const one = rule(wall)
    if (one !== undefined && (last === undefined || one > last)) last = one
  }
  return last === undefined ? undefined : last - fromMs
}

/** The last wall time of a rule at one or before it. */
type LastOf = (wall: number) => number | undefined

/** Real ones go by years since 1601, Outlook's first. */
const MAX_YEARS = 500

/** A rule's onsets are made a year at a time, once. Clocks go by months and their weekdays: other rules are not followed. */
function lastOf(text: string, context: RuleContext): LastOf[] {
  const rule = readable(text, context)
  if (rule === undefined) return []
  const years = new Map<number, readonly number[]>()
  const inYear = (year: number): readonly number[] => {
    const known = years.get(year)
    if (known) return known
    const made = followed(rule, year)
    years.set(year, made)
    return made
  }
  const [first] = yearMonthDay(context.startWall)
  return [
    (wall) => {
      const [newest] = yearMonthDay(Math.min(wall, rule.untilWall))
      for (let year = newest; year >= Math.max(first, newest - MAX_YEARS); year--) {
        const last = inYear(year).findLast((onset) => onset <= wall)
        if (last !== undefined) return last
      }
      return undefined
    },
  ]
}

function readable(text: string, context: RuleContext): Rule | undefined {
  if (!/FREQ=YEARLY/i.test(text) || /BY(YEARDAY|WEEKNO|SETPOS)/i.test(text)) return undefined
  try {
    const rule = readRule(text, context)
    return rule.timesADay === 1 ? rule : undefined
  } catch {
    return undefined
  }
}

function followed(rule: Rule, year: number): readonly number[] {
  try {
    return runThrough(rule.walls(startOfYear(year), startOfYear(year + 1)))
  } catch {
    return []
  }
}
