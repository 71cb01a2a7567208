import { NAMED, sayTitles, titleOf } from '../calendar/event-name.ts'
import { sayTime } from '../instant.ts'
import { FROM_MS } from './bins.ts'
import { aheadOf } from './class.ts'
import { shareBy } from './curve.ts'
import { sayPeople } from './expected.ts'
import type { BaselinePart, ClassNow, ForecastInput, Surge } from './forecast.ts'
import { weeksOf } from './half-hours.ts'
import { cameBetween, minuteEndMs } from './minutes.ts'
import { sayHalfHour } from './say-week.ts'

/** Each class with its parts; of many the first. */
export function sayClasses(now: readonly ClassNow[], input: ForecastInput): string {
  const said = now.slice(0, NAMED).map((one) => sayClass(one, input))
  return [...said, ...(now.length > NAMED ? [`${now.length - NAMED} other classes too`] : [])].join('; ')
}

function sayClass({ one, came, revised, due }: ClassNow, input: ForecastInput): string {
  const { interval, known } = one
  const title = sayTitles([titleOf(interval)])
  const asks = interval.amount > 0 ? `asks ${interval.amount} students` : 'asks for its students'
  const untilMs = input.nowMs + aheadOf(input.leadMs) + (input.reactions.curve ? one.padMs : 0)
  const by = `${Math.ceil(due)} by ${sayTime(untilMs, input.nowMs, input.zone)}`
  const parts = [
    `${title} ${asks}`,
    known,
    sayRevised({ one, came, revised, due }, input),
    by,
    `${Math.round(came)}${sayOf(one)} came`,
  ]
  return parts.filter((part) => part !== undefined).join('; ')
}

const sayOf = ({ interval: { who } }: ClassNow['one']): string => (who === undefined ? '' : ` of ${who}`)

/** What those who came say of those who will. */
function sayRevised({ one, came, revised }: ClassNow, input: ForecastInput): string | undefined {
  const { livedMs, nowMs, zone } = input
  const share = Math.round(100 * shareBy(one.curve, livedMs - one.interval.startMs))
  const at = sayTime(livedMs, nowMs, zone)
  switch (revised.by) {
    case 'nobody came':
      return `nobody${sayOf(one)} came in 10 minutes${sayOthers(one, input)}: kept for ${revised.expected}`
    case 'fewer came':
      return `${Math.round(came)} came by ${at} where ${share} % have: ${Math.ceil(revised.expected)} at most`
    case 'more came':
      return `${Math.round(came)} came by ${at} where ${share} % have: ${Math.ceil(revised.expected)} expected, not ${Math.ceil(one.expected)}`
    default:
      return undefined
  }
}

/** Who set up a class that fits nobody is to see it. */
function sayOthers({ interval: { who, startMs } }: ClassNow['one'], { came, livedMs }: ForecastInput): string {
  const others = cameBetween(came.others, startMs + FROM_MS, minuteEndMs(livedMs))
  return who === undefined || others === 0 ? '' : `, but ${others} others did (\`classes.${who}\` says who they are)`
}

/** The half-hour in which the most are expected, with what it is made of. */
export function sayBaseline(parts: readonly BaselinePart[], { halfHours }: ForecastInput): string {
  const most = parts.reduce((best, part) => (part.people > best.people ? part : best))
  const weeks = weeksOf(halfHours, most.index).map(sayPeople).join(', ')
  const people = parts.reduce((all, part) => all + part.people, 0)
  return `${sayHalfHour(most.index)} people come though no event says so (${weeks}): room for ${Math.ceil(people)}`
}

export const saySurge = ({ people, came, expected }: Surge): string =>
  `${came} came in 3 minutes, ${Math.round(expected)} were expected: room for ${Math.ceil(people)} more`
