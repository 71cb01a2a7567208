import { ANY_POOL } from './ask.ts'
import { sayEvent } from './event-name.ts'
import type { CalendarReading, Occurrence } from './occurrence.ts'
import { Problems } from './problems.ts'

/** A reading without what its calendar may not ask for; each such entry of an event is reported once. */
export function restricted(reading: CalendarReading, pools: readonly string[], name: string): CalendarReading {
  const problems = new Problems()
  const allowed = pools.map((pool) => `\`${pool}\``).join(', ') || '(none)'
  const occurrences = reading.occurrences.map((occurrence): Occurrence => {
    const { asks } = occurrence.description
    const refused = [...asks.keys()].filter((pool) => !pools.includes(pool))
    if (refused.length === 0) return occurrence
    for (const pool of refused) {
      const text =
        pool === ANY_POOL
          ? `it names no pool, and ${name} has \`pools\`; write one of them: ${allowed}`
          : `${name} may not ask for pool \`${pool}\`; its \`pools\` are ${allowed}`
      problems.report({ where: sayEvent(occurrence), text, uid: occurrence.uid })
    }
    const kept = new Map([...asks].filter(([pool]) => pools.includes(pool)))
    return { ...occurrence, description: { ...occurrence.description, asks: kept } }
  })
  const refused = problems.all
  return refused.length === 0 ? reading : { ...reading, occurrences, problems: [...reading.problems, ...refused] }
}
