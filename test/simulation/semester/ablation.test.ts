/**
 * What each reaction is worth: a campus of five small classes for two weeks, played without one of them. Each has one measure
 * that it is there for, people who wait or node-hours, and must be worth something in it.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { REACTIONS } from '../../../src/domain/settings/forecast-rules.ts'
import type { Played } from '../../../src/simulation/played.ts'
import { WARMSEATS } from '../../../src/simulation/policies/policy.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { played } from '../kept/kept.ts'

type Reaction = (typeof REACTIONS)[number]

interface Class {
  readonly day: number
  readonly people: number
  /** Missing: it is in no calendar. */
  readonly students?: number
  readonly from: string
  readonly over: string
}

/** In March, each of them weekly at nine. */
const CLASSES: readonly Class[] = [
  { day: 23, people: 15, students: 80, from: '08:58', over: '12m' },
  { day: 24, people: 40, students: 40, from: '08:40', over: '25m' },
  { day: 25, people: 40, from: '08:58', over: '12m' },
  { day: 26, people: 50, students: 40, from: '08:58', over: '12m' },
  { day: 27, people: 40, students: 40, from: '08:55', over: '15m' },
]

const group = ({ day, people, from, over }: Class) =>
  `  - {kind: burst, name: c${day}, people: ${people}, at: "2026-03-${day} ${from}", over: ${over}, until: "2026-03-${day} 10:00", within: 10m, repeat: weekly}`
const event = ({ day, students }: Class) =>
  `    - {title: Class ${day}, from: "2026-03-${day} 09:00", to: "2026-03-${day} 10:00", description: "students: ${students}", repeat: weekly}`

/** Four sit on a node. */
const campus = (without: Reaction | 'none', seed: number) => `title: A small campus
timezone: America/Los_Angeles
start: 2026-03-23 07:00
end: 2026-04-04 00:00
seed: ${seed}
pools:
  user:
    node: {cpu: 8, memory: 17Gi, pods: 110}
    seat: {cpu: 100m, memory: 4Gi}
    boot: {min: 4m, max: 9m}
    imagePull: 90s
users:
${CLASSES.map(group).join('\n')}
calendar:
  events:
${CLASSES.filter(({ students }) => students !== undefined)
  .map(event)
  .join('\n')}
config:
  forecast:
    history: "on"
    reactions: {${REACTIONS.map((name) => `${name}: "${name === without ? 'off' : 'on'}"`).join(', ')}}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 16Gi}}
      seat: {requests: {cpu: 100m, memory: 4Gi}}
`

const campusWithout = async (without: Reaction | 'none'): Promise<Played> => {
  const { scenario, warnings } = await readScenario(campus(without, 1), {
    readText: (path) => Promise.reject(new Error(`no ${path}`)),
  })
  assert.deepEqual(warnings, [])
  return played(scenario, WARMSEATS)
}

const late = ({ waits }: Played) => waits.beyond
const nodeHours = ({ nodeHours: { paid } }: Played) => paid

describe('without one of the reactions', () => {
  const worth: readonly [Reaction, string, (played: Played) => number, number][] = [
    ['curve', 'node-hours', nodeHours, 1.15],
    ['earlyBirds', 'people who wait', late, 1.4],
    ['revision', 'node-hours', nodeHours, 1.03],
    ['baseline', 'people who wait', late, 1.2],
    ['surge', 'people who wait', late, 1.2],
  ]
  it('all of them are tried', () => assert.deepEqual(worth.map(([name]) => name).sort(), [...REACTIONS].sort()))
  for (const [name, said, of, times] of worth)
    it(`${name}: ${said} are at least ${times} times as many`, async (t) => {
      const [all, fewer] = [of(await campusWithout('none')), of(await campusWithout(name))]
      t.diagnostic(`${fewer.toFixed(1)} without, ${all.toFixed(1)} with all`)
      assert.ok(fewer >= times * all, `${fewer} against ${all}`)
    })
})
