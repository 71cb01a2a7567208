import type { Observed } from '../../decide/observed.ts'
import { eventsOf } from '../../demand/events.ts'
import { DAY_MS } from '../../duration.ts'
import { eventMark } from '../../event-annotation.ts'
import type { PlannedEvent } from '../../planned-event.ts'

/**
 * How many people sit on each node in an exam, or a class, that goes on: those whose pods the webhook marked for it. By the
 * name of the node. Once it is over, or is no longer in the calendar, nobody does.
 */
export function inExams({ pods, timeline }: Pick<Observed, 'pods' | 'timeline'>, nowMs: number) {
  const people = new Map<string, number>()
  const going = Map.groupBy(
    eventsOf(timeline).filter((event) => mayGoOn(event, nowMs)),
    ({ title }) => eventMark(title),
  )
  if (going.size === 0) return people
  for (const { nodeName, ofEvents = [], createdMs } of pods.users.values()) {
    if (nodeName === undefined) continue
    const isOf = (event: PlannedEvent) => mayGoOn(event, createdMs)
    if (ofEvents.some((mark) => going.get(mark)?.some(isOf))) people.set(nodeName, (people.get(nodeName) ?? 0) + 1)
  }
  return people
}

/** It is not over, and a pod that is made now may be marked for it: nothing is in force for more than a day before. */
const mayGoOn = ({ startMs, endMs }: PlannedEvent, atMs: number): boolean => startMs - DAY_MS <= atMs && atMs < endMs
