import { SECOND_MS } from '../domain/duration.ts'
import { sayInstant } from '../domain/instant.ts'
import { sayBytes, sayMilliCores } from '../domain/scheduling/quantity.ts'
import { amountOf } from '../domain/scheduling/resources.ts'
import { COLUMNS } from '../simulation/scenario/trace.ts'
import type { Visit } from './book.ts'

/** Lines of a trace, as `simulate` reads it: times to the second, and a number where a name might stand. */

export const HEADER = COLUMNS

/**
 * @param number a visit's own: who comes twice has two
 * @returns such as `2026-03-24T09:00:12Z,v17,user,200m,2Gi,2712`; the last is seconds, or nothing while it goes on
 */
export const lineOf = (visit: Visit, number: number): string =>
  [timeOf(visit), `v${number}`, visit.pool, ...requestsOf(visit), stayOf(visit)].join(',')

/** What tells visits apart in a file: those of one second, pool and size are alike. */
export const keyOf = (visit: Visit): string => [timeOf(visit), visit.pool, ...requestsOf(visit)].join(',')

/** The same of a line that stands in a file, with its instant. */
export function lineRead(line: string): { readonly key: string; readonly cells: readonly string[] } {
  const cells = line.split(',').map((cell) => cell.trim())
  const [time = '', , pool = '', cpu = '', memory = ''] = cells
  return { key: [time, pool, cpu, memory].join(','), cells }
}

export const beginLine = (ms: number): string => `# recorded from ${sayInstant(whole(ms))}`
export const endLine = (ms: number): string => `# recorded until ${sayInstant(whole(ms))}`

/** @returns the text of the instant in a line of these; undefined: it is none */
export const markIn = (line: string, mark: 'from' | 'until'): string | undefined =>
  new RegExp(`^# recorded ${mark} (\\S+)$`).exec(line.trim())?.[1]

const whole = (ms: number) => Math.floor(ms / SECOND_MS) * SECOND_MS

const timeOf = ({ createdMs }: Visit) => sayInstant(whole(createdMs))

/** What requests nothing says so: an empty cell would be read as the pool's seat. */
const requestsOf = ({ requests }: Visit) => [
  sayMilliCores(amountOf(requests, 'cpu')),
  sayBytes(amountOf(requests, 'memory')),
]

/** Somebody who was seen was there for a second. */
const stayOf = ({ createdMs, endedMs }: Visit): string =>
  endedMs === undefined ? '' : `${Math.max(1, Math.round((endedMs - whole(createdMs)) / SECOND_MS))}`
