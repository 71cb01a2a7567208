/** The shipped scenarios without cordons, with the utilization policy, and with the rule of data-8. */
import { readdir } from 'node:fs/promises'
import type { Placement } from '../../../src/simulation/actors/scheduler.ts'
import { exactly } from '../../../src/simulation/cluster/spread.ts'
import type { Played } from '../../../src/simulation/played.ts'
import type { Scenario } from '../../../src/simulation/scenario/scenario.ts'
import type { Waited } from '../../../src/simulation/tally/waits.ts'
import { table } from '../../docs/support.ts'
import { played } from '../kept/kept.ts'
import { SHIPPED, shipped } from '../scenario/support.ts'

export interface Compared {
  readonly name: string
  readonly bare: Played
  readonly packed: Played
  readonly data8: Played
  /** With the default `minNodes`; the others have none. */
  readonly atMinimum: Played
}

const DEFAULT_MIN_NODES = 3

export async function compareAll(placement: Placement): Promise<readonly Compared[]> {
  const files = (await readdir(SHIPPED)).filter((file) => file.endsWith('.yaml')).sort()
  const all: Compared[] = []
  for (const name of files.map((file) => file.replace('.yaml', ''))) {
    const scenario = comparable((await shipped(name)).scenario, placement)
    all.push({
      name,
      bare: await played(scenario, { at: 'warmseats' }),
      packed: await played(scenario, { at: 'warmseats', packing: 'utilization' }),
      data8: await played(scenario, { at: 'warmseats', packing: 'data-8' }),
      atMinimum: await played(withMinNodes(scenario, DEFAULT_MIN_NODES), { at: 'warmseats', packing: 'utilization' }),
    })
  }
  return all
}

/**
 * Boots and pulls take the same time each time: where one is spared, the next would draw another, and who waits for it
 * would be compared with somebody else's luck; and one who has seen other boots would learn another lead time. Servers of
 * people come and go by themselves; no node has to stay.
 */
const comparable = (scenario: Scenario, placement: Placement): Scenario => ({
  ...scenario,
  placement,
  pools: scenario.pools.map((pool) => ({ ...pool, boot: exactly(4 * 60_000), imagePull: exactly(90_000) })),
  config: {
    ...scenario.config,
    pools: new Map([...scenario.config.pools].map(([name, pool]) => [name, { ...pool, leadTimeMs: 10 * 60_000 }])),
    utilization: { ...scenario.config.utilization, minNodes: 0, preemptibleLabels: ['hub.jupyter.org/username'] },
  },
})

const withMinNodes = (scenario: Scenario, minNodes: number): Scenario => ({
  ...scenario,
  config: { ...scenario.config, utilization: { ...scenario.config.utilization, minNodes } },
})

/** By how much people waited longer in the second than in the first, who came in both. Milliseconds, each above 0. */
export function longerBy(first: Played, second: Played): number[] {
  const others = Map.groupBy(second.everybody, ({ atMs }) => atMs)
  const pairs = first.everybody.flatMap((one): [Waited, Waited][] => {
    const other = others.get(one.atMs)?.shift()
    return other ? [[one, other]] : []
  })
  return pairs.map(([one, other]) => other.waitedMs - one.waitedMs).filter((ms) => ms > 0)
}

export const sum = (all: readonly Compared[], of: (one: Compared) => number): number =>
  all.reduce((total, one) => total + of(one), 0)

/**
 * One line a scenario and one for all. A cell: without cordons, with the policy, with data-8, and with the policy at the
 * default `minNodes`.
 */
export function figures(all: readonly Compared[]): string {
  const cells =
    (of: (outcome: Played, bare: Played) => number, digits = 0) =>
    (some: readonly Compared[]) =>
      (['bare', 'packed', 'data8', 'atMinimum'] as const)
        .map((key) => sum(some, (one) => of(one[key], one.bare)).toFixed(digits))
        .join(' / ')
  const columns = {
    'node-hours': cells(({ nodeHours }) => nodeHours.paid, 1),
    cordons: cells(({ cordons }) => cordons.cordons),
    flips: cells(({ cordons }) => cordons.flips),
    caused: cells(({ cordons }) => cordons.bootsCaused),
    longer: cells((outcome, bare) => longerBy(bare, outcome).length),
  }
  const row = (name: string, some: readonly Compared[]) => [name, ...Object.values(columns).map((cell) => cell(some))]
  return table(['', ...Object.keys(columns)], [...all.map((one) => row(`\`${one.name}\``, [one])), row('all', all)])
}
