import type { Config, PoolConfig } from '../settings/config.ts'

/** `students: 120` without a pool: the only pool, or the default one. */
export const anyPool = (config: Config): PoolConfig | undefined =>
  config.pools.size === 1 ? [...config.pools.values()][0] : config.pools.get(config.defaultPool ?? '')

/** What to say where there is none. */
export function sayNoName(config: Config): string {
  const [first] = config.pools.keys()
  if (first === undefined) return 'no pool is configured'
  return `it names no pool, and there are several; write \`${first}: {students: 120}\`, or set \`defaultPool\``
}
