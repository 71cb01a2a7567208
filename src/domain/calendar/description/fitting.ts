import { ANY_POOL, type Unit } from '../ask.ts'
import { example } from '../say-ask.ts'
import type { Amount } from './amount.ts'

/** What the config takes too; a longer number is a slip, or somebody's phone. */
export const MOST_ASKED: Readonly<Record<Unit, number>> = {
  integer: 10_000,
  students: 100_000,
  seats: 100_000,
  nodes: 10_000,
}

/** Why an amount cannot be one of a unit, and what would be right; undefined: it can. */
export function misfit({ value, form, decimals }: Amount, pool: string, unit: Unit): string | undefined {
  const right = (amount: number) => `${example(pool, unit, amount)} would be right`
  const general = `write a whole number, such as ${example(pool, unit, 'N')}`
  if (value > MOST_ASKED[unit]) return `${value} is more than any cluster has: ${general}`
  if (!Number.isInteger(value)) {
    return `${value} is no whole number of 0 or more: ${decimals === 1 ? right(Math.ceil(value)) : general}`
  }
  if (form === 'grouped' && (unit === 'nodes' || unit === 'integer'))
    return `${value} ${unit === 'nodes' ? 'nodes' : 'placeholders'} are many: if that is meant, ${right(value)}`
  return undefined
}

/** More are asked about, unless they are written as documented: an invented class costs money. */
const DOUBTFUL: Readonly<Record<Unit, number>> = { integer: 100, students: 5000, seats: 5000, nodes: 100 }
const ONE =
  /^(?:student|studentin|person|participant|attendee|pupil|étudiant|estudiante|alumno|studente|aluno|persona)\s*[:=]/i
const ONE_THING = /^(?:node|seat|knoten)\s*[:=]/i

/** «Student: 30365», «Seat: 12» and «Node: 18» may be anybody's number, and «3000 nodes» those of a graph. */
export function doubtful({ value }: Amount, pool: string, unit: Unit, line: string): string | undefined {
  const most = ONE_THING.test(line) ? 0 : ONE.test(line) ? 999 : DOUBTFUL[unit]
  const isAsDocumented = pool === ANY_POOL ? line.startsWith(`${unit}: ${value}`) : line === `${pool}: ${value}`
  if (value <= most || isAsDocumented) return undefined
  const what = { integer: 'placeholders', students: 'people', seats: 'seats', nodes: 'nodes' }[unit]
  return `it may be another number; if ${value} ${what} are meant, ${example(pool, unit, value)} would be right`
}
