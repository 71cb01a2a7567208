import assert from 'node:assert/strict'
import { it } from 'node:test'
import { exactly } from '../../src/simulation/cluster/spread.ts'
import { play } from '../../src/simulation/played.ts'
import { NONE, WARMSEATS } from '../../src/simulation/policies/policy.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { MIDTERM, midterm } from './scenario/midterm.ts'

const MINUTE = 60_000
const START = MIDTERM.startMs
const base = await midterm()

/** One hour, one node of 8 seats that is there, boots of exactly 4 minutes and 1 for the image, nobody unless said. */
function quiet(more: Partial<Scenario> = {}): Scenario {
  const pools = base.pools.map((pool) => ({
    ...pool,
    boot: exactly(4 * MINUTE),
    imagePull: exactly(MINUTE),
    imagePuller: true,
  }))
  const nodes = pools.map((pool) => ({ name: 'user-1', pool, readySinceMs: START - MINUTE }))
  return { ...base, startMs: START, endMs: START + 60 * MINUTE, pools, nodes, visits: [], ...more }
}
const [{ seat } = assert.fail()] = base.visits
const visit = (user: string, fromMinute: number, toMinute: number) => ({
  user,
  seat,
  arrivesMs: START + fromMinute * MINUTE,
  leavesMs: START + toMinute * MINUTE,
})

it('node-hours with somebody are not wasted, all others are', async () => {
  const { nodeHours, samples } = await play(quiet({ visits: [visit('ada', 5, 35)] }), NONE)
  // The node is given back ten minutes after she left, at the first look.
  assert.ok(Math.abs(nodeHours.paid - 45.2 / 60) < 0.01, `${nodeHours.paid}`)
  assert.ok(Math.abs(nodeHours.paid - nodeHours.wasted - 0.5) < 0.01, `${nodeHours.wasted}`)
  const minute = (at: number) => samples.find(({ atMs }) => atMs === START + at * MINUTE)
  assert.deepEqual([minute(4)?.occupied, minute(4)?.empty, minute(4)?.seats], [0, 1, 8])
  assert.deepEqual([minute(6)?.occupied, minute(6)?.users, minute(6)?.seats], [1, 1, 8])
  assert.deepEqual([minute(50)?.occupied, minute(50)?.empty, minute(50)?.seats], [0, 0, 0])
})

it('seats count once the image is there; a wait is from the click to the running server', async () => {
  const { samples, waits, boots } = await play(quiet({ nodes: [], visits: [visit('ada', 10, 50)] }), NONE)
  const seats = samples.map(({ seats: one }) => one)
  assert.equal(samples.findIndex(({ empty, occupied }) => empty + occupied > 0) - 10 <= 5, true)
  assert.equal(seats.indexOf(8), 16)
  assert.deepEqual([boots, waits.people, waits.beyond, waits.unserved], [1, 1, 1, 0])
  assert.ok(waits.maxMs > 5 * MINUTE && waits.maxMs < 5.5 * MINUTE)
})

it('who leaves without a server has waited until then, and so has who is still there at the end', async () => {
  const pools = quiet().pools.map((pool) => ({ ...pool, maxNodes: 0 }))
  const { waits, samples } = await play(
    quiet({ pools, nodes: [], visits: [visit('ada', 10, 12), visit('bob', 50, 99)] }),
    NONE,
  )
  assert.deepEqual([waits.people, waits.beyond, waits.unserved], [2, 2, 2])
  assert.deepEqual([waits.p50Ms, waits.maxMs], [2 * MINUTE, 10 * MINUTE])
  assert.equal(samples.at(-1)?.waiting, 1)
})

it('placeholders that give way are evictions, and what the product did is kept with its reason', async () => {
  const { turns, evictions, samples, waits } = await play(base, WARMSEATS)
  assert.ok(evictions >= 3)
  assert.equal(waits.beyond, 0)
  assert.ok(turns.some(({ from, to, because }) => from === 0 && to === 3 && because.includes('"Midterm"')))
  assert.equal(Math.max(...samples.map(({ wanted }) => wanted)), 4)
  assert.ok(samples.some(({ holding }) => holding >= 3))
})

it('nobody at all is no division by zero', async () => {
  const { waits } = await play(quiet(), NONE)
  assert.deepEqual(waits, { people: 0, p50Ms: 0, p99Ms: 0, maxMs: 0, beyond: 0, unserved: 0 })
})

it('half a year has more samples than a function takes arguments', async () => {
  const { mostNodes, samples } = await play(quiet({ endMs: START + 180 * 24 * 60 * MINUTE }), NONE)
  assert.equal(samples.length, 180 * 24 * 60 + 1)
  assert.equal(mostNodes, 1)
})
