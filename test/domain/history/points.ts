/** Minutes of a pool, told by who is seated in each; the other lines follow from that. */
import { eachLine, NOT_SEEN, type Point, type PoolHistory } from '../../../src/domain/history/lines.ts'

export const aPoint = (seated: number, more: Partial<Point> = {}): Point => ({
  ...{ seated, waiting: 0, longest: 0, seats: 28 - (seated % 28), ready: Math.ceil(seated / 28), booting: 0 },
  ...{ announced: 0, wanted: 1, held: 1 },
  ...more,
})

/** `aPool(29_000_000, 3, NOT_SEEN, 4)` */
export const aPool = (from: number, ...seated: readonly number[]): PoolHistory => ({
  from,
  lines: eachLine((line) => seated.map((count) => (count === NOT_SEEN ? NOT_SEEN : aPoint(count)[line]))),
})
