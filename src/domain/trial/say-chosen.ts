import { ANY_POOL } from '../calendar/ask.ts'
import { meantBy } from '../calendar/meant.ts'
import type { Description } from '../calendar/occurrence.ts'
import { written } from '../calendar/say-ask.ts'
import type { Config } from '../settings/config.ts'

/** What a calendar would do with an entry that names no pool, where that is not what was chosen here. */
export function sayChosen(description: Description, chosen: string, { pools, defaultPool }: Config): string[] {
  const ask = chosen === '' ? undefined : meantBy(description, new Set(pools.keys())).asks.get(ANY_POOL)
  if (ask === undefined || pools.size === 1 || chosen === defaultPool) return []
  const otherwise =
    defaultPool !== undefined && pools.has(defaultPool) ? `asks pool \`${defaultPool}\`` : 'counts nowhere'
  return [
    `\`${written(ANY_POOL, ask)}\` names no pool, and in a calendar ${otherwise}: for pool \`${chosen}\` write \`${written(chosen, ask)}\``,
  ]
}
