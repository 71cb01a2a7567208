/** A day on the simulated cluster, with the product's own pipeline and actions, told to the status page as it happens. */
import type { CalendarPart } from '../../../src/domain/calendar/merge-calendars.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { simulate } from '../../../src/simulation/simulation.ts'
import { goodCalendar } from '../../streams/support/inputs.ts'
import type { OccurrenceSpec } from '../../support/calendar.ts'
import { someMetrics } from '../../support/metrics/metrics.ts'
import { type Told, toldPage } from '../../support/status-page.ts'

export interface PlayedPage extends Told, Disposable {
  /** Goes on to a time of the scenario, in its zone. */
  playTo(time: string): Promise<void>
}

/** A title that would run, if it were not text. */
export const MALICE = '<script>document.title = "broken"</script><img src=x onerror="document.title = 1">'

const SCENARIO = `title: Two exams
timezone: America/Los_Angeles
start: 2026-03-24 07:30
end: 2026-03-24 12:00
pools:
  user:
    node: {cpu: 15890m, memory: 58Gi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: {min: 4m, max: 5m}
    imagePull: 90s
    maximum: 40
    there: 2
  lab:
    node: {cpu: 8, memory: 32Gi, pods: 110}
    seat: {cpu: 1, memory: 4Gi}
    boot: 4m
    maximum: 10
    there: 1
users:
  - {kind: burst, name: early, pool: user, people: 35, at: "07:35", over: 10m, until: "11:30", within: 5m}
  - {kind: burst, name: physics, pool: user, people: 120, at: "08:57", over: 10m, until: "11:00", within: 5m}
  - {kind: burst, name: lab, pool: lab, people: 12, at: "08:40", over: 5m, until: "11:00", within: 5m}
calendar:
  events:
    - {title: Physics midterm, from: "09:00", to: "11:00", description: "user: {students: 120}"}
    - {title: ${JSON.stringify(MALICE)}, from: "08:50", to: "09:30", description: "lab: 2"}
    - {title: Biology section, from: "13:00", to: "14:00", description: "lab: {seats: 24}"}
    - {title: Typo, from: "15:00", to: "16:00", description: "labb: 2"}
config:
  calendarTimezone: America/Los_Angeles
  utilization: {enabled: true, minNodes: 1}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 57Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
      replicas: 1
    lab:
      nodeSelector: {hub.jupyter.org/pool-name: lab}
      resources: {requests: {memory: 31Gi}}
      seat: {requests: {cpu: 1, memory: 4Gi}}
      replicas: 0
`

const EVENTS: readonly OccurrenceSpec[] = [
  { title: 'Physics midterm' },
  { title: MALICE },
  { title: 'Biology section' },
]

/** The calendar is good; `now` is the scenario's, and goes on as the test does. */
export async function playedPage(): Promise<PlayedPage> {
  const { scenario } = await readScenario(SCENARIO, { readText: async (path) => Promise.reject(new Error(path)) })
  const { clock, happenings$, advance } = simulate(scenario)
  const calendar: CalendarPart = { name: 'calendar', state: goodCalendar(...EVENTS) }
  const numbers = someMetrics({ now: clock.now })
  const startMs = performance.now()
  const told = toldPage({
    calendars: () => [calendar],
    calendarsHeardMs: new Map([['calendar', scenario.startMs]]),
    nodeHoursSaved: numbers.nodeHoursSaved,
    now: () => clock.now() + performance.now() - startMs,
  })
  const life = happenings$.subscribe((happening) => {
    if (happening.type === 'outcome') return told.page.outcome(happening.outcome)
    numbers.step(happening.step)
    told.step(happening.step)
  })
  return {
    ...told,
    playTo: (time) => advance(Date.parse(`2026-03-24T${time}:00-07:00`)),
    [Symbol.dispose]: () => life.unsubscribe(),
  }
}
