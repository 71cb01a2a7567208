import type { Bin } from '../../../../src/simulation/report/drawing/bins.ts'
import { at } from '../../scenario/support.ts'

/** A bin in which nothing is but what is said. */
export const bin = (time: string, more: Partial<Bin> = {}): Bin => ({
  fromMs: at(time),
  occupied: 0,
  empty: 0,
  booting: 0,
  seats: 0,
  users: 0,
  waiting: 0,
  ...more,
})
