import type { CalendarPart } from '../calendar/merge-calendars.ts'
import type { Timeline } from '../demand/timeline.ts'
import { sayDuration } from '../duration.ts'
import type { Problem } from '../problem.ts'
import { sayCount } from '../say.ts'
import { broken, type Examined, examined, type Finding, type Unchecked, warning } from './finding.ts'

export interface CalendarsInput {
  /** As they were read just now, from here. */
  readonly parts: readonly CalendarPart[]
  /** Those that cannot be read from here, though the controller may. */
  readonly unchecked: readonly Unchecked[]
  /** undefined: there is no config that they could be read under. */
  readonly timeline: Timeline
  /** Since when the controller has had no good copy of them. Epoch ms; undefined: it has one. */
  readonly missingSinceMs: number | undefined
  readonly namespace: string
  readonly nowMs: number
}

/** Whether the calendars can be read, and what is wrong with the events in them. */
export function calendarsExamined(input: CalendarsInput): Examined {
  const { parts, unchecked, timeline } = input
  const known = new Set<string>()
  const problems = [...parts.flatMap(({ state }) => state.reading.problems), ...timeline.problems].filter((one) => {
    const key = `${one.where}\n${one.text}`
    return known.has(key) ? false : known.add(key)
  })
  const findings = [...parts.flatMap(failing), ...missing(input), ...problems.map(misunderstood)]
  const read = parts.filter(({ state }) => state.health.at !== 'failing')
  return examined('calendars', {
    findings,
    unchecked,
    well: [
      ...read.map(({ name, state }) => `${name}: ${sayCount(state.reading.occurrences.length, 'event')} around now`),
      ...(parts.length + unchecked.length === 0 ? ['no calendar is configured: only the config asks'] : []),
    ],
  })
}

const failing = ({ name, state: { health } }: CalendarPart): Finding[] =>
  health.at === 'failing'
    ? [
        broken(
          name,
          `it cannot be read: ${health.because}; no event of it counts`,
          'warmseats calendar ADDRESS  # reads the address alone; a right one goes into calendarUrl, calendars, or the Secret that they name',
        ),
      ]
    : []

/** Addresses that a person reaches may be closed to the cluster. */
const missing = ({ missingSinceMs, parts, namespace, nowMs }: CalendarsInput): Finding[] =>
  missingSinceMs !== undefined && parts.every(({ state }) => state.health.at !== 'failing')
    ? [
        broken(
          'calendars',
          `from here they can be read, and the controller has had no good copy for ${sayDuration(nowMs - missingSinceMs)}: a NetworkPolicy (the chart's own has \`networkPolicy.egressPorts\` and \`egressAllowRules\`) or a proxy stands between it and them, mostly`,
          `kubectl -n ${namespace} run calendar-reach --rm -it --restart=Never --image=curlimages/curl -- -sSI ADDRESS`,
        ),
      ]
    : []

const misunderstood = ({ where, text }: Problem): Finding =>
  warning(
    where,
    text,
    'edit the event, then: warmseats calendar ADDRESS --config values.yaml  # shows how each one is understood',
  )
