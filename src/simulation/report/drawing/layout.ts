import { HOUR_MS } from '../../../domain/duration.ts'
import type { Scenario } from '../../scenario/scenario.ts'

/** How large the chart of one policy is, in pixels of its picture, and how much is told in it. */
export interface Layout {
  /** Policies stand below each other, each as wide as the page; else beside each other. */
  readonly isWide: boolean
  readonly width: number
  /** Where it is drawn. */
  readonly left: number
  readonly right: number
  /** The most lines of event titles, ticks of time, and stretches that it is drawn in. */
  readonly lanes: number
  readonly ticks: number
  readonly bins: number
  readonly heights: { readonly people: number; readonly nodes: number; readonly waits: number }
}

const BESIDE: Layout = {
  isWide: false,
  ...{ width: 320, left: 42, right: 312 },
  ...{ lanes: 3, ticks: 7, bins: 240 },
  heights: { people: 120, nodes: 96, waits: 84 },
}

const WIDE: Layout = {
  isWide: true,
  ...{ width: 1240, left: 48, right: 1232 },
  ...{ lanes: 3, ticks: 15, bins: 720 },
  heights: { people: 100, nodes: 66, waits: 54 },
}

/** A class is best seen beside what it is compared with; of a week each day needs its room. */
export const layoutFor = ({ startMs, endMs }: Pick<Scenario, 'startMs' | 'endMs'>): Layout =>
  endMs - startMs > 36 * HOUR_MS ? WIDE : BESIDE
