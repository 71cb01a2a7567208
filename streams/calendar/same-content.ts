import { MOST } from '../../src/domain/calendar/text/budget.ts'

const STAMP = '\nDTSTAMP'
/** More than a calendar may have events: what has more is read again, and refused. */
const MOST_STAMPS = 2 * MOST.events

/**
 * Whether two downloads say the same. Google stamps every event anew at each download: DTSTAMP is not content, as long
 * as it is as long. Compares in place: a refresh that brings nothing new must cost next to nothing.
 */
export function sameContent(a: string, b: string): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  let from = 0
  let stamps = 0
  for (let stamp = a.indexOf(STAMP); stamp >= 0; stamp = a.indexOf(STAMP, from)) {
    const value = stamp + STAMP.length + 1
    const end = a.indexOf('\n', value)
    if (end < 0 || b.indexOf('\n', value) !== end || !/[:;]/.test(a[value - 1] ?? '')) break
    if (a.slice(from, value) !== b.slice(from, value)) return false
    from = end
    if (++stamps > MOST_STAMPS) return false
  }
  return a.slice(from) === b.slice(from)
}
