import type { Component } from './component.ts'
import { type Rule, readRule } from './rule.ts'
import { offsetValue, timeValue } from './value.ts'
import { rememberingZone, type Zone } from './zone.ts'

/** One STANDARD or DAYLIGHT block: when the wall clock was set, and from which offset to which. */
interface Observance {
  readonly fromMs: number
  readonly toMs: number
  /** Wall time of the first onset, by the clock as it was before it. */
  readonly startWall: number
  readonly onsets: readonly number[]
  readonly rules: readonly Rule[]
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
    onsets: [startWall, ...rdates.filter((wall) => wall !== undefined)],
    rules: values('RRULE').flatMap((text) => {
      try {
        return [readRule(text, context)]
      } catch {
        return []
      }
    }),
  }
}

function lastOnset({ onsets, rules, fromMs }: Observance, epochMs: number): number | undefined {
  const wall = epochMs + fromMs
  const past = [...onsets.filter((onset) => onset <= wall), ...rules.flatMap((rule) => lastOf(rule, wall))]
  return past.length ? Math.max(...past) - fromMs : undefined
}

function lastOf(rule: Rule, wall: number): number[] {
  try {
    const last = rule.atOrBefore(wall)
    return last === undefined ? [] : [last]
  } catch {
    return []
  }
}
