/** Just enough SVG: a frame with axes, stacked steps and bars, all of one size. */

export const WIDTH = 320
export const HEIGHT = 172
const LEFT = 42
const RIGHT = 8
const TOP = 20
const BOTTOM = 24

export interface Scales {
  readonly x: (ms: number) => number
  readonly y: (value: number) => number
}

export const scalesOf = (fromMs: number, toMs: number, top: number): Scales => ({
  x: (ms) => LEFT + ((WIDTH - LEFT - RIGHT) * (ms - fromMs)) / (toMs - fromMs),
  y: (value) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.min(1, value / top),
})

/** The range of the drawing, for whoever puts something over it. */
export const PLOT = { left: LEFT, right: WIDTH - RIGHT, top: TOP, bottom: HEIGHT - BOTTOM }

export const round = (value: number): number => Math.round(value * 10) / 10

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** At least `value`, and easy to read, its half too. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  const tops = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].map((factor) => Math.round(factor * power))
  return tops.find((top) => top >= value && top % 2 === 0) ?? 10 * power
}

export interface Step {
  readonly fromMs: number
  readonly toMs: number
  readonly low: number
  readonly high: number
}

/** Steps that go on as the one before are one. */
function merged(steps: readonly Step[]): Step[] {
  const longer: Step[] = []
  for (const step of steps) {
    const last = longer.at(-1)
    const goesOn = last?.toMs === step.fromMs && last.low === step.low && last.high === step.high
    if (last && goesOn) longer[longer.length - 1] = { ...last, toMs: step.toMs }
    else longer.push(step)
  }
  return longer
}

/** An area between two step lines. */
export function area(steps: readonly Step[], { x, y }: Scales, className: string): string {
  const corners = merged(steps)
  const upper = corners.map(
    ({ fromMs, toMs, high }) => `${round(x(fromMs))},${round(y(high))} ${round(x(toMs))},${round(y(high))}`,
  )
  const lower = corners
    .toReversed()
    .map(({ fromMs, toMs, low }) => `${round(x(toMs))},${round(y(low))} ${round(x(fromMs))},${round(y(low))}`)
  return `<polygon class="${className}" points="${[...upper, ...lower].join(' ')}"/>`
}

/** The upper edge alone. */
export function edge(steps: readonly Step[], { x, y }: Scales, className: string): string {
  const points = merged(steps).map(
    ({ fromMs, toMs, high }) => `${round(x(fromMs))},${round(y(high))} ${round(x(toMs))},${round(y(high))}`,
  )
  return `<polyline class="${className}" points="${points.join(' ')}"/>`
}

/** Bars of at least a visible height. */
export const bars = (steps: readonly Step[], { x, y }: Scales, classOf: (value: number) => string): string =>
  steps
    .map(({ fromMs, toMs, high }) => {
      const height = Math.max(2, y(0) - y(high))
      const width = Math.max(1, x(toMs) - x(fromMs) - 0.4)
      return `<rect class="${classOf(high)}" x="${round(x(fromMs))}" y="${round(y(0) - height)}" width="${round(width)}" height="${round(height)}"/>`
    })
    .join('')

/** A band over the whole height. */
export function band({ x }: Scales, fromMs: number, toMs: number, className: string): string {
  const left = Math.max(PLOT.left, x(fromMs))
  const width = Math.min(PLOT.right, x(toMs)) - left
  if (width <= 0) return ''
  return `<rect class="${className}" x="${round(left)}" y="${TOP}" width="${round(width)}" height="${HEIGHT - TOP - BOTTOM}"/>`
}

export interface Tick {
  readonly at: number
  readonly text: string
}

export function axes({ x, y }: Scales, times: readonly Tick[], values: readonly Tick[]): string {
  const rows = values.map(
    ({ at, text }) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(at))}" y2="${round(y(at))}"/>` +
      `<text class="tick" x="${LEFT - 5}" y="${round(y(at) + 3.5)}" text-anchor="end">${text}</text>`,
  )
  const columns = times.map(
    ({ at, text }) => `<text class="tick" x="${round(x(at))}" y="${HEIGHT - 7}" text-anchor="middle">${text}</text>`,
  )
  return [...rows, ...columns].join('')
}
