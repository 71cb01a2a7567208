import assert from 'node:assert/strict'
import { load } from 'js-yaml'
import { sayResources } from '../../../src/domain/scheduling/resources.ts'
import type { PoolSpec } from '../../../src/simulation/cluster/cluster.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import { type Cluster, mostAllocated, type Pool, startCluster } from '../../cluster/index.ts'
import { calendarServer } from '../support/calendar-server.ts'
import { install } from '../support/release.ts'

/** A scenario moved to now, and a real cluster as it describes one, on which the product already runs. */
export interface Stage {
  readonly scenario: Scenario
  readonly cluster: Cluster
  stop(): Promise<void>
}

/** From the product's start to the scenario's: for it to be leader and to have read the calendar, on a busy machine too. */
const AHEAD_MS = 15_000

/**
 * Starts everything that a scenario needs, and resolves shortly before the scenario's start.
 * @param yaml of a scenario whose moments all count from its start
 * @param consolidateAfter of the pools' empty nodes, as Karpenter reads it
 */
export async function stage(yaml: string, consolidateAfter: string): Promise<Stage> {
  const { podStartMs, pools } = await scenarioOf(yaml)
  const calendar = await calendarServer()
  const ends: (() => Promise<void>)[] = [calendar.close]
  const stop = async () => {
    for (const end of ends.reverse()) await end()
  }
  try {
    const cluster = await startCluster({
      scheduler: mostAllocated,
      podStartMs,
      karpenter: {
        bootDelay: `${bootSeconds(pools)}s`,
        pools: Object.fromEntries(pools.map((pool) => [pool.name, poolOf(pool, consolidateAfter)])),
      },
    })
    ends.push(cluster.stop)
    const { config } = load(yaml) as { config: object }
    const release = await install({ cluster, helm: 3, values: { ...config, calendarUrl: calendar.url } })
    ends.push(release.stop)
    const startMs = Math.ceil((Date.now() + AHEAD_MS) / 1000) * 1000
    const scenario = await scenarioOf(yaml, startMs)
    calendar.answer((_request, response) => response.writeHead(200).end(scenario.calendar?.text))
    await (await release.start()).line('calendar read')
    assert.ok(Date.now() < startMs, `the product was ready ${Date.now() - startMs} ms after the scenario had begun`)
    return { scenario, cluster, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @param startMs instead of the start in the file; the end moves with it */
async function scenarioOf(yaml: string, startMs?: number): Promise<Scenario> {
  const text = startMs === undefined ? yaml : yaml.replace(/^start: .*$/m, `start: ${new Date(startMs).toISOString()}`)
  return (await readScenario(text, { readText: () => Promise.reject(new Error('a scenario in one file')) })).scenario
}

const poolOf = ({ allocatable, maxNodes, zones }: PoolSpec, consolidateAfter: string): Pool => {
  const { cpu = '8', memory = '32Gi' } = sayResources(allocatable)
  const pool = { cpu, memory, pods: allocatable.pods ?? 110, limitNodes: maxNodes, consolidateAfter }
  return zones.length > 0 ? { ...pool, zones } : pool
}

/** One for all pools: Karpenter's kwok provider has no other. */
function bootSeconds(pools: readonly PoolSpec[]): number {
  const [seconds = 0, ...others] = pools.map(({ boot }) => (boot.at === 'exactly' ? boot.ms / 1000 : Number.NaN))
  for (const other of others) assert.equal(other, seconds, 'all pools boot alike')
  return seconds
}
