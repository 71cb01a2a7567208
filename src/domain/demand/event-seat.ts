import { larger, type Resources } from '../scheduling/resources.ts'
import type { Interval } from './interval.ts'

/** What a seat requests at least, as some of these events say; undefined: none does. */
export const eventSeat = (active: readonly Pick<Interval, 'seat'>[]): Resources | undefined =>
  active.reduce<Resources | undefined>((most, { seat }) => (seat ? larger(most ?? {}, seat) : most), undefined)
