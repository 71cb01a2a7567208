import { scaleLinear, scaleUtc } from 'd3-scale'

/** Half-open: from `fromMs` until before `toMs`. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** Where a chart draws, in pixels of its picture. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Left free above the highest value, for labels. */
  readonly headroom?: number
}

/** A box with its scales. Whoever draws needs no more of them than where a value lies. */
export interface Plot extends Box {
  readonly x: (ms: number) => number
  readonly y: (value: number) => number
}

/** A place on an axis, and what is written there. */
export interface Tick {
  readonly at: number
  readonly text: string
}

/**
 * Time goes to the right, a quantity from 0 up to `most`; what is more than that is cut there.
 * The ticks of d3's own time scales are in UTC or in the zone of the process: take those of `timeTicks`.
 * @param most above 0
 */
export const plotOf = (box: Box, { fromMs, toMs }: Span, most: number): Plot => ({
  ...box,
  x: scaleUtc([fromMs, toMs], [box.left, box.right]),
  y: scaleLinear([0, most], [box.bottom, box.top + (box.headroom ?? 0)]).clamp(true),
})
