/** A morning on the simulated cluster, with the product's own pipeline and actions, told to the status page of a real server. */
import type { Step } from '../../src/domain/act/step.ts'
import type { CalendarState } from '../../src/domain/calendar/occurrence.ts'
import { NO_HINTS } from '../../src/domain/cluster/hints.ts'
import type { SchedulingEvent } from '../../src/domain/cluster/scheduling-event.ts'
import { decide } from '../../src/domain/decide/decide.ts'
import { SECOND_MS } from '../../src/domain/duration.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import { type Simulation, simulate } from '../../src/simulation/simulation.ts'
import { goodCalendar } from '../streams/support/inputs.ts'
import { type Told, toldPage } from '../support/status-page.ts'

export interface MorningSpec {
  /** In the event at 09:00; undefined: nobody wrote it. */
  readonly announced: number | undefined
  /** Come from 08:56 on. */
  readonly people: number
  readonly maximum: number
  readonly boot: string
}

export interface PlayedMorning extends Told, Disposable {
  /** Goes on to a time of the morning, and tells the page what is decided then, with what the autoscaler says. */
  lookAt(time: string): Promise<void>
}

const scenarioOf = ({ announced, people, maximum, boot }: MorningSpec) => `title: A morning
timezone: America/Los_Angeles
start: 2026-03-24 08:00
end: 2026-03-24 11:00
pools:
  user:
    node: {cpu: 8, memory: 32500Mi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: ${boot}
    maximum: ${maximum}
    there: 1
users:
  - {kind: burst, name: early, pool: user, people: 10, at: "08:05", over: 5m, until: "10:50", within: 5m}
  - {kind: burst, name: class, pool: user, people: ${people}, at: "08:56", over: 8m, until: "10:20", within: 5m}
calendar:
  events:
    - {title: Office hours, from: "14:00", to: "15:00", description: "user: 2"}
${announced === undefined ? '' : `    - {title: Biology 1A, from: "09:00", to: "10:20", description: "user: {students: ${announced}}"}`}
config:
  calendarTimezone: America/Los_Angeles
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 31Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
      replicas: 1
`

export async function playMorning(spec: MorningSpec): Promise<PlayedMorning> {
  const { scenario } = await readScenario(scenarioOf(spec), {
    readText: async (path) => Promise.reject(new Error(path)),
  })
  const { clock, cluster, happenings$, advance } = simulate(scenario)
  let latest: Step | undefined
  const told = toldPage({
    calendars: () => [{ name: 'calendar', state: readAt(clock.now()) }],
    now: () => clock.now(),
  })
  const life = happenings$.subscribe((happening) => {
    if (happening.type === 'outcome') return told.page.outcome(happening.outcome)
    latest = happening.step
    told.step(happening.step)
  })
  return {
    ...told,
    lookAt: async (time) => {
      await advance(Date.parse(`2026-03-24T${time}:00-07:00`))
      if (latest) told.step(heard(latest, cluster, spec.maximum, clock.now()))
    },
    [Symbol.dispose]: () => life.unsubscribe(),
  }
}

const readAt = (readMs: number): CalendarState => ({
  ...goodCalendar({ title: 'Biology 1A' }, { title: 'Office hours' }),
  health: { at: 'good', readMs },
})

/** The simulated autoscaler writes no Events: what it did is said as cluster-autoscaler would, and decided on once more. */
function heard(step: Step, cluster: Simulation['cluster'], maximum: number, nowMs: number): Step {
  const waiting = step.decision.pools.get('user')?.placeholders.unschedulable ?? []
  const machines = cluster.machines.all()
  const booting = machines.filter(({ readyMs }) => readyMs > nowMs).length
  const isFull = machines.length >= maximum
  const words = waiting.flatMap(({ uid, sinceMs }, at): SchedulingEvent[] => {
    const said = { podUid: uid, by: 'cluster-autoscaler', atMs: sinceMs + 10 * SECOND_MS }
    if (at < booting) return [{ ...said, message: 'pod triggered scale-up', isRefusal: false }]
    if (!isFull) return []
    return [{ ...said, message: "pod didn't trigger scale-up: 1 max node group size reached", isRefusal: true }]
  })
  const schedulingEvents = new Map(words.map((one) => [one.podUid, one]))
  const observed = { ...step.observed, hints: { ...NO_HINTS, schedulingEvents } }
  return { ...step, observed, decision: decide(observed, step.decision.memory, nowMs) }
}
