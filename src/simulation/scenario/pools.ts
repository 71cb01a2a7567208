import { userTolerations } from '../../domain/cluster/pool.ts'
import { given } from '../../domain/given.ts'
import { problem } from '../../domain/problem.ts'
import type { Resources } from '../../domain/scheduling/resources.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Seat } from '../actors/users.ts'
import type { PoolSpec } from '../cluster/cluster.ts'
import { isNothing } from '../cluster/spread.ts'
import { BadScenario } from './bad-scenario.ts'
import { registryOf } from './registry.ts'
import type { ScenarioFile } from './schema.ts'
import type { When } from './when.ts'

const TAINT = { key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' } as const

/** The pools' nodes: with the labels by which the config finds them. */
export const poolsOf = (file: ScenarioFile, config: Config, when: When): PoolSpec[] =>
  Object.entries(file.pools).map(([name, pool]) => ({
    name,
    labels: {
      'hub.jupyter.org/node-purpose': 'user',
      ...(pool.labels ?? config.pools.get(name)?.nodeSelector ?? { 'hub.jupyter.org/pool-name': name }),
    },
    taints: [TAINT],
    allocatable: pool.node,
    daemons: pool.daemons,
    seat: pool.seat,
    maxNodes: pool.maximum,
    boot: pool.boot,
    imagePull: pool.imagePull,
    imagePuller: pool.imagePuller && !isNothing(pool.imagePull),
    ...given({ pullSecrets: pool.imagePullSecrets, registry: pool.registry && registryOf(pool.registry, when) }),
    zones: pool.zones,
    oneInEachZone: pool.oneInEachZone,
  }))

/**
 * What a user's pod asks for in a pool.
 * @param name default: the only pool, or the config's default. @throws BadScenario
 */
export function seatOf(
  name: string | undefined,
  requests: Resources | undefined,
  pools: readonly PoolSpec[],
  config: Config,
  where: string,
): Seat {
  const wanted = name ?? (pools.length === 1 ? pools[0]?.name : config.defaultPool)
  const pool = pools.find((one) => one.name === wanted)
  if (!pool) {
    const known = pools.map((one) => `\`${one.name}\``).join(', ')
    const text = wanted === undefined ? `say which \`pool\`: ${known}` : `no pool \`${wanted}\`; the pools are ${known}`
    throw new BadScenario([problem(where, text)])
  }
  const configured = config.pools.get(pool.name)
  return {
    namespace: 'jupyterhub',
    requests: requests ?? pool.seat,
    nodeSelector: configured?.nodeSelector ?? pool.labels,
    ...given({ tolerations: configured && userTolerations(configured), pullSecrets: pool.pullSecrets }),
  }
}
