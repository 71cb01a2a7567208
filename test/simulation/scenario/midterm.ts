import { readScenario } from '../../../src/simulation/scenario/read.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'

/** The morning of a midterm, announced as 4 spare nodes: nodes of 8 seats, one there, 28 students within 8 minutes. */
export const MIDTERM = {
  startMs: Date.UTC(2026, 2, 24, 8, 18),
  doorsMs: Date.UTC(2026, 2, 24, 9, 0),
  endMs: Date.UTC(2026, 2, 24, 9, 30),
  students: 28,
  seatsPerNode: 8,
} as const

const YAML = `title: A midterm
start: 2026-03-24 08:18
end: 2026-03-24 09:30
pools:
  user:
    node: {cpu: 7910m, memory: 29Gi, pods: 110}
    seat: {cpu: 900m, memory: 3584Mi}
    boot: {min: 216s, max: 264s}
    maximum: 12
    there: 1
autoscaler: {removal: 0, afterScaleUp: 0}
users:
  - {kind: burst, name: early, people: 2, at: "08:18", over: 0}
  - {kind: burst, name: student, people: 28, at: "09:00", over: 8m}
calendar:
  events: [{title: Midterm, from: "08:50", to: "09:10", description: "user: 4"}]
config:
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 26Gi}}
      replicas: 1
`

/** Another seed is another crowd. @param config Helm values instead of those above */
export async function midterm(seed = 1, config?: string): Promise<Scenario> {
  const readText = (path: string) => Promise.reject(new Error(`no ${path}`))
  const options = { readText, ...(config === undefined ? {} : { config }) }
  return (await readScenario(`${YAML}seed: ${seed}\n`, options)).scenario
}
