import { DateTime } from 'luxon'
import type { Rehearsal } from '../scenario/read.ts'

type Days = Pick<Rehearsal, 'timezone' | 'scenario'>

/** How instants are written: the time of day, with the weekday when the scenario is longer than a day. */
export const dayTime = (days: Days): ((ms: number) => string) => timeOf(days, 'HH:mm')

/** The same to the second. */
export const clockTime = (days: Days): ((ms: number) => string) => timeOf(days, 'HH:mm:ss')

function timeOf({ timezone, scenario }: Days, time: string): (ms: number) => string {
  const format = scenario.endMs - scenario.startMs > 86_400_000 ? `ccc ${time}` : time
  return (ms) => DateTime.fromMillis(ms, { zone: timezone, locale: 'en' }).toFormat(format)
}

/** `Tuesday 24 March 2026` */
export const sayDay = ({ timezone, scenario }: Days): string =>
  DateTime.fromMillis(scenario.startMs, { zone: timezone, locale: 'en' }).toFormat('cccc d LLLL yyyy')
