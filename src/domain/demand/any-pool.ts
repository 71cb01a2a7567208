import type { Ask } from '../calendar/ask.ts'
import { written } from '../calendar/say-ask.ts'
import type { Config, PoolConfig } from '../settings/config.ts'

/** `students: 120` without a pool: the only pool, or the default one. */
export const anyPool = (config: Config): PoolConfig | undefined =>
  config.pools.size === 1 ? [...config.pools.values()][0] : config.pools.get(config.defaultPool ?? '')

/** What to say to who asks this without a pool, where there is none. */
export function sayNoName(config: Config, ask: Ask): string {
  const [first] = config.pools.keys()
  if (first === undefined) return 'no pool is configured'
  return `it names no pool, and there are several; write \`${written(first, ask)}\`, or set \`defaultPool\``
}
