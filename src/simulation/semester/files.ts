import { sayInstant } from '../../domain/instant.ts'
import type { Semester } from './semester.ts'

export interface SemesterFiles {
  readonly 'people.csv': string
  readonly 'calendar.ics': string
  readonly 'scenario.yaml': string
}

export interface FileOptions {
  readonly seed: number
  /** How the calendar says how many come: as announced, not at all (`students: auto`), or there is none. */
  readonly calendar: 'announced' | 'auto' | 'none'
  /** Values of `forecast`. */
  readonly forecast: Readonly<Record<string, unknown>>
}

/** A semester as a scenario of `warmseats simulate`, with the files beside it. */
export const filesOf = (made: Semester, options: FileOptions): SemesterFiles => ({
  'people.csv': peopleOf(made),
  'calendar.ics': calendarOf(made, options.calendar === 'auto'),
  'scenario.yaml': scenarioOf(made, options),
})

const peopleOf = ({ visits, startMs }: Semester): string =>
  [
    'time,user,pool,cpu,memory,stay',
    ...visits.map(
      ({ arrivesMs, leavesMs }, at) =>
        `${Math.round((arrivesMs - startMs) / 1000)},p${at},user,,,${Math.round((leavesMs - arrivesMs) / 1000)}`,
    ),
    '',
  ].join('\n')

const stamp = (ms: number) => sayInstant(ms).replaceAll(/[-:]/g, '')

const calendarOf = ({ classes }: Semester, isAuto: boolean): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Warmseats//Semester//EN',
    ...classes
      .filter(({ isListed }) => isListed)
      .flatMap(({ uid, title, startMs, endMs, announced }) => [
        'BEGIN:VEVENT',
        `UID:${uid}`,
        'DTSTAMP:20260801T000000Z',
        `DTSTART:${stamp(startMs)}`,
        `DTEND:${stamp(endMs)}`,
        `SUMMARY:${title}`,
        `DESCRIPTION:user: {students: ${isAuto ? 'auto' : announced}}`,
        'END:VEVENT',
      ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const scenarioOf = ({ zone }: Semester, { seed, calendar, forecast }: FileOptions): string =>
  `title: A semester of 12 courses, seed ${seed}
about: Made by npm run semester; 14 weeks, most courses announce more people than come.
timezone: ${zone}
start: 2026-08-31 00:00
end: 2026-12-07 00:00
seed: ${seed}
pools:
  user:
    node: {cpu: 15890m, memory: 58Gi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: {min: 4m, max: 9m}
    imagePull: 90s
    maximum: 80
    there: 1
users:
  - {kind: trace, file: people.csv}
${calendar === 'none' ? '' : 'calendar: {ics: calendar.ics}\n'}config:
  calendarTimezone: ${zone}
  forecast: ${JSON.stringify(forecast)}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 57Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
`
