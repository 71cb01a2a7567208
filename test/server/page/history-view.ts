/** A last day as the page gets it, by who sat in each ten minutes. */
import type { HistoryView } from '../../../src/domain/snapshot/history.ts'
import { at, iso } from '../../support/time.ts'

export function historyView(
  from: string,
  seated: readonly (number | null)[],
  more: Partial<HistoryView> = {},
): HistoryView {
  const each = (value: number) => seated.map((count) => (count === null ? null : value))
  return {
    from: iso(at(from)),
    stepMinutes: 10,
    seated,
    waiting: each(0),
    longestSeconds: each(0),
    openSeats: each(5),
    nodes: each(1),
    bootingNodes: each(0),
    announced: each(0),
    placeholdersWanted: each(1),
    placeholdersOnNodes: each(1),
    ...more,
  }
}
