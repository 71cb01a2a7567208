import { compare } from '../order.ts'
import type { PlannedEvent } from '../planned-event.ts'
import { oncePerObject } from '../remembered.ts'
import type { Timeline } from './timeline.ts'

/** The events of a timeline, each once, sorted by their start. What asks of no pool is none. */
export const eventsOf = oncePerObject((timeline: Timeline): readonly PlannedEvent[] => {
  const byEvent = Map.groupBy(timeline.intervals, ({ uid, startMs, endMs }) => `${startMs} ${endMs} ${uid}`)
  return [...byEvent.values()]
    .flatMap((own) => {
      const [first] = own
      const pools = [...new Set(own.map(({ pool }) => pool))].toSorted(compare)
      const seats = new Map(own.flatMap(({ pool, seat }) => (seat ? [[pool, seat] as const] : [])))
      if (!first) return []
      const { summary: title, startMs, endMs } = first
      return [{ title, pools, startMs, endMs, ...(seats.size > 0 ? { seats } : {}) }]
    })
    .toSorted((a, b) => a.startMs - b.startMs || compare(a.title, b.title))
})
