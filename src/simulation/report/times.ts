import { DateTime } from 'luxon'
import type { Rehearsal } from '../scenario/read.ts'

/** How instants are written: the time of day, with the weekday when the scenario is longer than a day. */
export function dayTime({ timezone, scenario }: Pick<Rehearsal, 'timezone' | 'scenario'>): (ms: number) => string {
  const format = scenario.endMs - scenario.startMs > 86_400_000 ? 'ccc HH:mm' : 'HH:mm'
  return (ms) => DateTime.fromMillis(ms, { zone: timezone, locale: 'en' }).toFormat(format)
}

/** `Tuesday 24 March 2026` */
export const sayDay = ({ timezone, scenario }: Pick<Rehearsal, 'timezone' | 'scenario'>): string =>
  DateTime.fromMillis(scenario.startMs, { zone: timezone, locale: 'en' }).toFormat('cccc d LLLL yyyy')
