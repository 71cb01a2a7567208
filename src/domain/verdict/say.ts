import { DateTime } from 'luxon'
import { titleOf } from '../calendar/event-name.ts'
import { sayDuration } from '../duration.ts'
import { sayPeople } from '../forecast/expected.ts'
import { sayCount } from '../say.ts'
import type { Advice } from './advice.ts'
import type { Cost } from './cost.ts'
import type { NamedVerdict, Verdict } from './verdict.ts'

/** `Tue 09:00 Data 8`: which class it was. */
export const sayClass = ({ startMs, title }: NamedVerdict, zone: string): string =>
  `${DateTime.fromMillis(startMs, { zone, locale: 'en' }).toFormat('ccc HH:mm')} ${titleOf({ summary: title })}`

/** `338 of 350 came, nobody waited`: what the one who wrote the event wants to know. */
export function sayVerdict({ announced, came, late, longestMs }: Verdict): string {
  const of = announced > 0 ? `${sayPeople(came)} of ${announced} came` : `${sayPeople(came)} came`
  if (came === 0) return announced > 0 ? `nobody of ${announced} came` : 'nobody came'
  const waited = late === 0 ? 'nobody waited' : `${sayPeople(late)} waited, the longest ${sayDuration(longestMs)}`
  return `${of}, ${waited}`
}

/** What it was like in the pool, a line each. */
export function linesOfVerdict(verdict: Verdict, zone: string): readonly string[] {
  const { readyAtStart, allReadyMs, startMs, cost, advice } = verdict
  return [
    ...(readyAtStart === undefined ? [] : [sayReady(readyAtStart, allReadyMs, startMs, zone)]),
    ...(cost ? [sayCost(cost)] : []),
    ...(advice ? [sayAdvice(advice)] : []),
  ]
}

function sayReady(seats: number, allReadyMs: number | undefined, startMs: number, zone: string): string {
  const ready = `${sayCount(seats, 'seat')} ${seats === 1 ? 'was' : 'were'} ready at the start`
  if (allReadyMs === undefined) return ready
  return `${ready}, seats for all who came at ${DateTime.fromMillis(startMs + allReadyMs, { zone }).toFormat('HH:mm')}`
}

const hours = (value: number): string => value.toFixed(1)

const sayCost = ({ paid, used, oracle }: Cost): string =>
  `${hours(paid)} node-hours while its people came, ${hours(used)} of them used; perfect timing would have paid ${hours(oracle)}`

export function sayAdvice(advice: Advice): string {
  switch (advice.kind) {
    case 'write':
      return `Write ${advice.students} next time`
    case 'earlier':
      return `Start ${sayCount(advice.minutes, 'minute')} earlier: \`leadTime\` is what says so`
    case 'nodes':
      return `The pool needs ${sayCount(advice.more, 'node')} more`
  }
}
