import { buildConfig } from '../../src/config/build.ts'
import { configSchema, type PoolValues, type Values } from '../../src/config/schema.ts'
import type { Config, PoolConfig } from '../../src/domain/settings/config.ts'

export const POOL_NAME_LABEL = 'hub.jupyter.org/pool-name'

/** The label that nodes of a test's pool carry. */
export const poolLabels = (pool: string): Record<string, string> => ({ [POOL_NAME_LABEL]: `${pool}-pool` })

export type ConfigValues = Omit<Partial<Values>, 'nodePools'> & {
  readonly nodePools?: Readonly<Record<string, Partial<PoolValues>>>
}

/**
 * A config from Helm values, through the product's own checks: `config({nodePools: {user: {replicas: 2}}})`. Pools get
 * `poolLabels` for a nodeSelector, placeholders of 28Gi and no forecasts unless they say otherwise; without pools there is one, `user`.
 */
export function config(values: ConfigValues = {}): Config {
  const { nodePools = { user: {} } } = values
  const pools = Object.entries(nodePools).map(([name, pool]) => [name, { ...poolDefaults(name), ...pool }] as const)
  const { config: built, errors } = buildConfig(
    configSchema.parse({ forecast: ANNOUNCED, ...values, nodePools: Object.fromEntries(pools) }),
  )
  if (errors.length > 0) throw new Error(errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
  return built
}

/** What is announced counts as it is, so that a test's numbers follow from its events alone; tests of forecasts say `on`. */
const ANNOUNCED = { reactions: 'off', history: 'off' } as const

const poolDefaults = (name: string) => ({
  nodeSelector: poolLabels(name),
  resources: { requests: { memory: '28Gi' } },
})

/** A config with the one pool `user`: `userPool({replicas: 2})`; `more` are values of the top level. */
export const userPool = (pool: Partial<PoolValues> = {}, more: ConfigValues = {}): Config =>
  config({ ...more, nodePools: { user: pool } })

/** The pool of a config, which must be there. */
export function poolIn(from: Config, name = 'user'): PoolConfig {
  const pool = from.pools.get(name)
  if (!pool) throw new Error(`no pool ${name}`)
  return pool
}
