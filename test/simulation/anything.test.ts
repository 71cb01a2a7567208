/** Whatever people, events and settings there are: a day of random ones, and then a day without anybody. */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Random, seeded } from '../../src/simulation/cluster/random.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { HOUR, MINUTE } from '../support/time.ts'
import { MIDTERM, midterm } from './scenario/midterm.ts'
import { several } from './support.ts'

const START = MIDTERM.startMs

const below = (limit: number, random: Random): number => Math.floor(random() * limit)
const oneOf = <T>(random: Random, ...choices: T[]): T => choices[below(choices.length, random)] as T

async function anything(seed: number): Promise<Scenario> {
  const random = seeded(seed)
  const requests = oneOf(random, '', 'resources: {requests: {memory: 26Gi}}', 'resources: {requests: {memory: 12Gi}}')
  const values = `calendarUrl: ./some.ics
fallWindow: ${oneOf(random, 0, 30, 60)}
emptyNodeGracePeriod: ${oneOf(random, '24h', '0', '10m')}
nodeGracePeriod: ${oneOf(random, 0, 60, 600)}
scalingStrategy: ${oneOf(random, 'cpu', 'mem', 'balanced')}
calendarOverrideEnabled: ${random() < 0.2}
nodePools: {user: {nodeSelector: {hub.jupyter.org/pool-name: user}, replicas: ${below(3, random)}, ${requests}}}
`
  const base = await midterm(seed, values)
  const pools = base.pools.map((pool) => ({ ...pool, maxNodes: 2 + below(10, random) }))
  const [{ seat: SEAT } = assert.fail()] = base.visits
  const visits = several(below(60, random), (number) => {
    const arrivesMs = START + below(6 * HOUR, random)
    return { user: `user-${number}`, arrivesMs, leavesMs: arrivesMs + below(2 * HOUR, random), seat: SEAT }
  })
  const calendar = { text: icsOf(below(5, random), random), outages: [] }
  return { ...base, pools, visits, calendar, nodes: oneOf(random, base.nodes, []) }
}

const icsOf = (count: number, random: Random): string => {
  const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const events = several(count, (number) => {
    const fromMs = START + below(5 * HOUR, random)
    return [
      'BEGIN:VEVENT',
      `UID:${number}`,
      `DTSTAMP:${stamp(START)}`,
      `DTSTART:${stamp(fromMs)}`,
      `DTEND:${stamp(fromMs + 5 * MINUTE + below(90 * MINUTE, random))}`,
      `DESCRIPTION:user: ${below(6, random)}`,
      'END:VEVENT',
    ]
  })
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n')
}

for (const seed of several(12, (number) => number))
  it(`world ${seed}: every write is accepted, every revisit is to come, and peace is quiet`, async () => {
    const { happenings$, clock, advance } = simulate(await anything(seed))
    let writes = 0
    happenings$.subscribe((happening) => {
      if (happening.type === 'outcome') {
        writes += 1
        assert.deepEqual(happening.outcome.effect, { at: 'done' })
      } else assert.ok((happening.step.revisitAt ?? Number.POSITIVE_INFINITY) > clock.now())
    })
    await advance(START + 10 * HOUR)
    const before = writes
    await advance(START + 34 * HOUR)
    assert.equal(writes, before)
  })
