import { ANY_POOL, type Ask } from '../domain/calendar/ask.ts'
import { larger, type Meant, meantBy } from '../domain/calendar/meant.ts'
import type { Description } from '../domain/calendar/occurrence.ts'
import { anyPool, sayNoName } from '../domain/demand/any-pool.ts'
import { oncePerObject } from '../domain/remembered.ts'
import type { Config } from '../domain/settings/config.ts'

/** Reads descriptions in the light of the pools, as far as they are known. */
export interface Reader {
  readonly meant: (description: Description) => MeantHere
  /** Where an entry goes that names no pool; undefined: nobody knows. */
  readonly bare?: string
}

export interface MeantHere extends Meant {
  /** Some of it names no pool, and goes where the config says. */
  readonly hasBare?: true
}

/** @param config undefined: nobody knows the pools */
export function readerOf(config: Config | undefined): Reader {
  if (config === undefined) return { meant: oncePerObject((description: Description) => meantBy(description)) }
  const pools = new Set(config.pools.keys())
  const meant = oncePerObject((description: Description) => placed(meantBy(description, pools), config))
  const pool = anyPool(config)?.name
  if (pool === undefined) return { meant }
  const which = config.pools.size === 1 ? 'the only pool' : 'the default pool'
  return { meant, bare: `entries that name no pool are of \`${pool}\`, ${which}` }
}

/** What names no pool is of the one that it goes to; where there is none, it counts for nothing. */
function placed(meant: Meant, config: Config): MeantHere {
  const bare = meant.asks.get(ANY_POOL)
  if (bare === undefined) return meant
  const asks = new Map([...meant.asks].filter(([name]) => name !== ANY_POOL))
  const pool = anyPool(config)?.name
  if (pool === undefined) return { ...meant, asks, problems: [...meant.problems, sayNoName(config, bare)] }
  asks.set(pool, together(asks.get(pool), bare))
  return { ...meant, asks, hasBare: true }
}

/** As they count: students add up, of the others the larger does. */
function together(named: Ask | undefined, bare: Ask): Ask {
  const both = larger(named, bare)
  if (named?.students === undefined || bare.students === undefined) return both
  return { ...both, students: named.students + bare.students }
}
