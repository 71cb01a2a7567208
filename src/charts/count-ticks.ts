import { scaleLinear } from 'd3-scale'
import type { Tick } from './plot.ts'

/** Where an axis ends: at least at `value`, and easy to read, its half too. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  const tops = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].map((factor) => Math.round(factor * power))
  return tops.find((top) => top >= value && top % 2 === 0) ?? 10 * power
}

/** Nothing, the half and the whole: all that a small chart has room for. */
export const halvesOf = (top: number, say: (value: number) => string = String): Tick[] =>
  [0, top / 2, top].map((at) => ({ at, text: say(at) }))

const MOST_STEPS = 4

/** Whole numbers in even steps, at most five of them: as many as d3 has that are. */
export function wholeTicks(most: number): Tick[] {
  const scale = scaleLinear().domain([0, most])
  const areFewAndWhole = ([, step = most]: readonly number[]) => step >= 1 && most / step <= MOST_STEPS
  const ticks = [4, 3, 2, 1].map((count) => scale.ticks(count)).find(areFewAndWhole) ?? [0]
  return ticks.map((at) => ({ at, text: String(at) }))
}
