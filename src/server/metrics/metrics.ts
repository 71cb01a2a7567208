import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Listener } from '../../domain/act/listener.ts'
import type { Step } from '../../domain/act/step.ts'
import { type CalendarsRead, calendarMetrics } from './calendars.ts'
import { classMetrics } from './classes.ts'
import { families } from './families.ts'
import { hubMetrics } from './hub.ts'
import { peopleMetrics } from './people.ts'
import { poolMetrics } from './pools.ts'
import { programMetrics } from './program.ts'
import { stateMetrics } from './state.ts'
import { utilizationMetrics } from './utilization.ts'
import { writeMetrics } from './writes.ts'

/** The process's metrics; the catalogue is docs/metrics.md. */
export interface Metrics extends Required<Omit<Listener, 'profiles'>> {
  readonly registry: Registry
  /** Since the process started, by pool. */
  readonly nodeHoursSaved: Readonly<Record<string, number>>
}

export interface MetricsDeps extends CalendarsRead {
  readonly version: string
  /** Epoch ms. */
  readonly now: () => number
}

/** What is so is read at each scrape, of the last Step and of the cluster as it is then; what happens is counted as it is told. */
export function metrics({ version, now, ...calendars }: MetricsDeps): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const make = families(registry)
  let last: Step | undefined
  const latest = () => last

  const utilization = utilizationMetrics(make)
  const tellState = stateMetrics(make)
  const program = programMetrics(make, version, latest, now)
  poolMetrics(make, latest, now)
  hubMetrics(make, latest)
  const told = [
    peopleMetrics(make, latest, now),
    classMetrics(make, latest, now),
    calendarMetrics(make, calendars),
    program.step,
    ({ steering }: Step) => utilization.steering(steering),
  ]
  return {
    registry,
    nodeHoursSaved: utilization.nodeHoursSaved,
    step: (step) => {
      last = step
      for (const tell of told) tell(step)
    },
    outcome: writeMetrics(make),
    runtime: (event) => {
      program.runtime(event)
      tellState(event)
    },
  }
}
