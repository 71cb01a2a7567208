/** 350 students, and a hundred others who log in during the lead time: whose seats are they? */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import { once } from '../support/once.ts'
import { played } from './kept/kept.ts'

const SEEDS = [1, 2, 3]

const scenario = (seed: number, description: string) => `
title: A lecture of 350, and a hundred others
seed: ${seed}
timezone: America/Los_Angeles
start: 2026-03-24 08:00
end: 2026-03-24 11:00
pools:
  user:
    node: {cpu: 15890m, memory: 58Gi, pods: 110}
    seat: {cpu: 200m, memory: 2Gi}
    boot: {min: 4m, max: 5m}
    imagePull: 90s
    maximum: 40
    there: 1
users:
  - {kind: burst, name: student, people: 350, at: "08:58", over: 12m, image: "hub/data8:2026", until: "10:20", within: 10m}
  - {kind: burst, name: other, people: 100, at: "08:45", over: 15m}
calendar:
  events:
    - {title: Data 8 lecture, from: "09:00", to: "10:20", description: "${description}"}
config:
  classes: {data8: {image: "hub/data8:*"}}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 57Gi}}
      seat: {requests: {cpu: 200m, memory: 2Gi}}
`

/** Means of the seeds. */
const figures = once(async (description: string) => {
  const all = await Promise.all(
    SEEDS.map(async (seed) => {
      const { scenario: world } = await readScenario(scenario(seed, description), { readText: async () => '' })
      return played(world, WARMSEATS)
    }),
  )
  const mean = (of: (one: (typeof all)[number]) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length
  return { late: mean(({ waits }) => waits.beyond), hours: mean(({ nodeHours }) => nodeHours.paid) }
})

it('an event that says whom it means keeps its seats: at most 3 of 450 wait more than 30 s', async (t) => {
  const { late, hours } = await figures('students: 350, class: data8')
  t.diagnostic(`${late.toFixed(1)} waited, ${hours.toFixed(1)} node-hours`)
  assert.ok(late <= 3, `${late}`)
})

it('of one that does not say they take the seats: nobody can tell them from its people', async (t) => {
  const [without, named] = [await figures('students: 350'), await figures('students: 350, class: data8')]
  t.diagnostic(`${without.late.toFixed(1)} waited, ${without.hours.toFixed(1)} node-hours`)
  assert.ok(without.late > 50, `${without.late}`)
  assert.ok(named.hours < 1.1 * without.hours, `${named.hours} against ${without.hours}`)
})
