import { ANY_POOL } from './ask.ts'
import { sayEvent } from './event-name.ts'
import type { CalendarReading, Occurrence, Perhaps } from './occurrence.ts'
import { poolNamed } from './pool-named.ts'
import { Problems } from './problems.ts'

/** A reading without what its calendar may not ask for; each such entry of an event is reported once. */
export function restricted(reading: CalendarReading, pools: readonly string[], name: string): CalendarReading {
  const problems = new Problems()
  const allowed = pools.map((pool) => `\`${pool}\``).join(', ') || '(none)'
  const named = new Set(pools)
  const isAllowed = (pool: string) => poolNamed(pool, named).at !== 'none'
  const occurrences = reading.occurrences.map((occurrence): Occurrence => {
    const { asks, perhaps, title, ...rest } = occurrence.description
    const refused = [...asks.keys()].filter((pool) => !isAllowed(pool))
    const titled = title?.pool !== undefined && isAllowed(title.pool) ? title : undefined
    if (refused.length === 0 && perhaps === undefined && title === titled) return occurrence
    for (const pool of refused) {
      const text =
        pool === ANY_POOL
          ? `it names no pool, and ${name} has \`pools\`; write one of them: ${allowed}`
          : `${name} may not ask for pool \`${pool}\`; its \`pools\` are ${allowed}`
      problems.report({ where: sayEvent(occurrence), text, uid: occurrence.uid })
    }
    const kept = new Map([...asks].filter(([pool]) => isAllowed(pool)))
    const said = perhaps?.map((one) => (isAllowed(one.pool) ? withoutOtherwise(one) : refusedIn(one, name)))
    return {
      ...occurrence,
      description: { ...rest, asks: kept, ...(said && { perhaps: said }), ...(titled && { title: titled }) },
    }
  })
  if (occurrences.every((one, at) => one === reading.occurrences[at])) return reading
  return { ...reading, occurrences, problems: [...reading.problems, ...problems.all] }
}

/** What names no pool asks for nothing here. */
const withoutOtherwise = ({ otherwise, ...one }: Perhaps): Perhaps => {
  if (otherwise === undefined) return one
  const { ask: _, ...said } = otherwise
  return { ...one, otherwise: said }
}

/** A line that asks for a pool that it may not ask for, if there is such a pool. */
function refusedIn(one: Perhaps, name: string): Perhaps {
  const { ask, ...rest } = withoutOtherwise(one)
  return ask === undefined ? rest : { ...rest, problem: `${name} may not ask for pool \`${one.pool}\`` }
}
