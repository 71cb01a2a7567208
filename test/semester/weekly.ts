import { DAY_MS, LONG_WAIT_MS, MINUTE_MS } from '../../src/domain/duration.ts'
import { play } from '../../src/simulation/played.ts'
import { WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { oracleUntilLogin } from '../simulation/oracle-until-login.ts'
import { BOTH, type Setting } from './rows.ts'

/** A lecture on Tuesdays at nine, some weeks in a row, as the shipped `lecture-350.yaml` has it once. */
export interface Lecture {
  readonly title: string
  readonly people: number
  /** `students:` of the event; undefined: there is none. */
  readonly announced: number | undefined
  /** Default: most around nine, within twelve minutes. */
  readonly coming?: string
  /** They come in the quarter of an hour before, for themselves. */
  readonly others?: number
}

export interface Week {
  /** Who waited more than 30 s. */
  readonly late: number
  readonly nodeHours: number
  readonly mostNodes: number
  /** Node-hours from ten minutes before the start to the last login, and of who knows each of them; the same scale. */
  readonly untilLogin: number
  readonly justInTime: number
}

export const WEEKS_OF_LECTURE = 3
const WEEK_MS = 7 * DAY_MS
const LEAD_MS = 10 * MINUTE_MS

/** Each week by itself, under one memory. */
export async function weeksOf(lecture: Lecture, setting: Setting, seed: number): Promise<Week[]> {
  const { scenario } = await readScenario(textOf(lecture, setting, seed), {
    readText: (path) => Promise.reject(new Error(`no ${path}`)),
  })
  const hours: { start: number; lead: number; login: number }[] = []
  let end = 0
  const played = await play(scenario, WARMSEATS, async ({ advance, tally }) => {
    for (let week = 0; week < WEEKS_OF_LECTURE; week += 1) {
      const { fromMs, loginMs, untilMs } = timesOf(scenario, week)
      const start = tally.nodeHours()
      await advance(fromMs)
      const lead = tally.nodeHours()
      await advance(loginMs)
      hours.push({ start, lead, login: tally.nodeHours() })
      await advance(untilMs)
    }
    end = tally.nodeHours()
  })
  return hours.map(({ start, lead, login }, week) => {
    const { startMs, fromMs, untilMs } = timesOf(scenario, week)
    const isIn = ({ atMs }: { readonly atMs: number }) => startMs <= atMs && atMs < untilMs
    const nodes = played.samples.filter(isIn).map(({ occupied, empty }) => occupied + empty)
    return {
      late: played.everybody.filter((one) => isIn(one) && one.waitedMs > LONG_WAIT_MS).length,
      nodeHours: (hours[week + 1]?.start ?? end) - start,
      mostNodes: Math.max(...nodes),
      untilLogin: login - lead,
      justInTime: oracleUntilLogin({ ...scenario, visits: visitsIn(scenario, week) }, fromMs, true),
    }
  })
}

function timesOf(scenario: Scenario, week: number) {
  const startMs = scenario.startMs + week * WEEK_MS
  const loginMs = Math.max(...visitsIn(scenario, week).map(({ arrivesMs }) => arrivesMs))
  const nineMs = startMs + 60 * MINUTE_MS
  return { startMs, fromMs: nineMs - LEAD_MS, loginMs, untilMs: Math.min(scenario.endMs, startMs + WEEK_MS) }
}

const visitsIn = ({ visits, startMs }: Scenario, week: number) =>
  visits.filter(({ arrivesMs }) => Math.floor((arrivesMs - startMs) / WEEK_MS) === week)

const AROUND_NINE = 'at: "08:58", over: 12m'

const textOf = (
  { title, people, announced, coming = AROUND_NINE, others = 0 }: Lecture,
  setting: Setting,
  seed: number,
) =>
  `title: ${title}
timezone: America/Los_Angeles
start: 2026-03-24 08:00
end: 2026-04-07 11:30
seed: ${seed}
pools:
  user:
    node: {cpu: 15890m, memory: 58Gi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: {min: 4m, max: 5m}
    imagePull: 90s
    maximum: 40
    there: 1
users:
  - {kind: burst, name: early, people: 5, at: "08:01", over: 5m, until: "10:20", repeat: weekly}
  - {kind: burst, name: student, people: ${people}, ${coming}, until: "10:20", within: 10m, repeat: weekly}
  - {kind: burst, name: other, people: ${others}, at: "08:45", over: 15m, until: "10:20", within: 10m, repeat: weekly}
${announced === undefined ? '' : eventOf(announced)}
config:
  forecast: ${JSON.stringify(BOTH[setting])}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 57Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
      replicas: 0
`

const eventOf = (students: number) =>
  `calendar: {events: [{title: Lecture, from: "09:00", to: "10:20", description: "students: ${students}", repeat: weekly}]}`
