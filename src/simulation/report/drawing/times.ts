import { DateTime } from 'luxon'
import { DAY_MS } from '../../../domain/duration.ts'
import type { Rehearsal } from '../../scenario/read.ts'

type Days = Pick<Rehearsal, 'timezone' | 'scenario'>

/** How instants are written: the time of day, with the weekday or date when the scenario is longer than a day or a week. */
export const dayTime = (days: Days): ((ms: number) => string) => timeOf(days, 'HH:mm')

/** The same to the second. */
export const clockTime = (days: Days): ((ms: number) => string) => timeOf(days, 'HH:mm:ss')

/** Beside a day that is named: the time alone. */
export const timeOfDay =
  ({ timezone }: Pick<Days, 'timezone'>): ((ms: number) => string) =>
  (ms) =>
    DateTime.fromMillis(ms, { zone: timezone }).toFormat('HH:mm')

function timeOf({ timezone, scenario }: Days, time: string): (ms: number) => string {
  const lastsMs = scenario.endMs - scenario.startMs
  const day = lastsMs > 8 * DAY_MS ? 'ccc d LLL ' : lastsMs > DAY_MS ? 'ccc ' : ''
  return (ms) => DateTime.fromMillis(ms, { zone: timezone, locale: 'en' }).toFormat(`${day}${time}`)
}

/** `Tuesday 24 March 2026, 08:00 to 11:00 America/Los_Angeles`; of several days each end with its date. */
export function sayWhen({ timezone, scenario }: Days): string {
  const of = (ms: number) => DateTime.fromMillis(ms, { zone: timezone, locale: 'en' })
  const [from, to] = [of(scenario.startMs), of(scenario.endMs)]
  const day = 'cccc d LLLL yyyy, HH:mm'
  return `${from.toFormat(day)} to ${to.toFormat(to.hasSame(from, 'day') ? 'HH:mm' : day)} ${timezone}`
}
