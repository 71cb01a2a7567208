/** Mornings on the simulated cluster, with the product's own pipeline, told to its metrics. */
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { simulate } from '../../../src/simulation/simulation.ts'
import { calendarPart, someMetrics } from '../../support/metrics/metrics.ts'
import { SECOND } from '../../support/time.ts'
import { type InputSeries, record, TICK_SECONDS } from './recording.ts'

export interface Morning {
  /** How many people come at nine. */
  readonly people: number
  /** Written in the event; missing: nobody wrote one. */
  readonly announced?: number
  /** Nodes that the pool can have. */
  readonly maximum: number
}

const scenarioOf = ({ people, announced, maximum }: Morning) => `title: A morning
timezone: UTC
start: 2026-03-24 08:00
end: 2026-03-24 10:00
pools:
  user:
    node: {cpu: 15890m, memory: 58Gi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: {min: 3m, max: 4m}
    imagePull: 30s
    maximum: ${maximum}
    there: 1
users:
  - {kind: burst, name: physics, pool: user, people: ${people}, at: "08:58", over: 8m, until: "09:55", within: 5m}
calendar:
  events:
${announced === undefined ? '    []' : `    - {title: Physics, from: "09:00", to: "10:00", description: "user: {students: ${announced}}"}`}
config:
  calendarTimezone: UTC
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 57Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
      replicas: 0
      maxPlaceholders: ${maximum}
`

/** From 8:00 to 10:00. @param names of the series to keep */
export async function played(morning: Morning, names: ReadonlySet<string>): Promise<readonly InputSeries[]> {
  const { scenario } = await readScenario(scenarioOf(morning), {
    readText: async (path) => Promise.reject(new Error(path)),
  })
  const { clock, happenings$, advance } = simulate(scenario)
  const told = someMetrics({
    now: clock.now,
    calendars: () => [calendarPart({ at: 'good', readMs: scenario.startMs })],
  })
  told.runtime({ type: 'leading' })
  told.runtime({ type: 'config loaded', pools: ['user'], warnings: [] })
  const life = happenings$.subscribe((one) => (one.type === 'step' ? told.step(one.step) : told.outcome(one.outcome)))
  try {
    const ticks = (scenario.endMs - scenario.startMs) / (TICK_SECONDS * SECOND)
    return await record(told, ticks, names, (tick) => advance(scenario.startMs + tick * TICK_SECONDS * SECOND))
  } finally {
    life.unsubscribe()
  }
}
