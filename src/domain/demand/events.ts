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
      return first ? [{ title: first.summary, pools, startMs: first.startMs, endMs: first.endMs }] : []
    })
    .toSorted((a, b) => a.startMs - b.startMs || compare(a.title, b.title))
})
