import { loadConfig } from '../../config/load.ts'
import { sayNoPool } from '../../domain/say.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Dummies, RehearsalCluster } from '../../rehearsal/cluster.ts'
import { InputError } from '../read-input.ts'

/**
 * What a dummy of the pool is, and the config by which the release's controller decides, both from the cluster.
 * @throws InputError when there is no such pool or it has no dummies; Refusal when the API server does not answer
 */
export async function prepare(
  cluster: RehearsalCluster,
  pool: string,
  namespace: string,
): Promise<{ readonly dummies: Dummies; readonly config: Config }> {
  const all = await cluster.dummies()
  const [any] = all
  if (!any) throw new InputError(notEnabled(namespace))
  const dummies = all.find((one) => one.pool === pool)
  const { configMap } = dummies ?? any
  const text = await cluster.config(configMap)
  const loaded = loadConfig(text ?? '')
  if (text === undefined || loaded.at === 'refused')
    throw new InputError(`the ConfigMap ${configMap} in ${namespace} has no config that this version understands`)
  const { config } = loaded
  if (!config.pools.has(pool)) throw new InputError(sayNoPool(pool, config.pools.keys()))
  if (!dummies)
    throw new InputError(
      `the pool \`${pool}\` has no user-dummies; add it to \`userDummy.pools\`, and say what one requests in \`nodePools.${pool}.seat.requests\``,
    )
  return { dummies, config }
}

const notEnabled = (namespace: string) =>
  `there are no user-dummies in the namespace ${namespace}. Is it that of the release (--namespace)? They are off by default; helm upgrade it with these values:
userDummy:
  enabled: true`
