import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  type ICalEventData,
  ICalEventTransparency,
} from 'ical-generator'
import type { Entry } from './stamps.ts'

/** So often clients are asked to look; many look when they like. Seconds. */
const REFRESH_S = 15 * 60

/** The feed as RFC 5545 text. Nobody is busy because of an answer, and none reminds of anything. */
export function feedText(entries: readonly Entry[], namespace: string): string {
  const calendar = ical({
    prodId: { company: 'Warmseats', product: 'feed', language: 'EN' },
    name: `Warmseats in ${namespace}`,
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_S,
    events: entries.map(eventOf),
  })
  return `${calendar.toString()}\r\n`
}

function eventOf({ uid, answer, modifiedMs, sequence }: Entry): ICalEventData {
  const { startMs, endMs, days, title, lines } = answer
  const stamp = new Date(modifiedMs)
  const [start, end] = days ? [new Date(days.from), new Date(days.to)] : [new Date(startMs), new Date(endMs)]
  return {
    id: uid,
    sequence,
    stamp,
    lastModified: stamp,
    start,
    // An end must be after its start; without one it is a moment.
    ...(end > start ? { end } : {}),
    allDay: days !== undefined,
    summary: title,
    description: lines.join('\n'),
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  }
}
