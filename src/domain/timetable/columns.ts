import { sayNames } from '../say.ts'
import type { Row } from './cells.ts'
import { ROLES, type Role, rolesOf } from './roles.ts'

/** Which column holds what, counted from 0, and how they are called. */
export interface Columns {
  readonly at: 'columns'
  readonly of: ReadonlyMap<Role, number>
  readonly names: readonly string[]
  /** The line that names them. */
  readonly line: number
}

/** Above the names of columns there may be titles. */
const LOOKED_AT = 10

/**
 * Finds the row that names the columns, and which is which.
 * @param said columns that were named by a person, by role: a name, or a number from 1
 */
export function columnsOf(
  rows: readonly Row[],
  said: ReadonlyMap<Role, string> = new Map(),
): Columns | { readonly at: 'wrong'; readonly because: string } {
  const [header] = rows.slice(0, LOOKED_AT).toSorted((a, b) => namedIn(b).size - namedIn(a).size || a.line - b.line)
  if (header === undefined) return { at: 'wrong', because: 'it is empty' }
  const names = header.cells
  const taken = new Set([...said.values()].map((own) => numberOf(own, names)))
  const of = new Map<Role, number>()
  for (const role of ROLES) {
    const own = said.get(role)
    const found = own === undefined ? guessed(role, names, taken) : [numberOf(own, names)]
    if (found.length > 1)
      return {
        at: 'wrong',
        because: sayWhich(
          role,
          found.map((at) => names[at] ?? ''),
        ),
      }
    const [at] = found
    if (at === undefined) continue
    if (at < 0) return { at: 'wrong', because: `there is no column «${own}»; the columns are ${sayAll(names)}` }
    of.set(role, at)
  }
  const missing = missingIn(of)
  if (missing.length === 0) return { at: 'columns', of, names, line: header.line }
  const example = missing.map((role) => `${role}=NAME`).join(',')
  return {
    at: 'wrong',
    because: `no column is found for ${sayNames(missing)}; the columns of line ${header.line} are ${sayAll(names)}: say which with --columns ${example}`,
  }
}

const namedIn = ({ cells }: Row): ReadonlySet<Role> => new Set(cells.flatMap((cell) => [...rolesOf(cell).keys()]))

/** Those that name it best, of those of which nobody has said what they hold. */
function guessed(role: Role, names: readonly string[], taken: ReadonlySet<number>): number[] {
  const scores = names.map((name, at) => (taken.has(at) ? 0 : (rolesOf(name).get(role) ?? 0)))
  const best = Math.max(0, ...scores)
  return best === 0 ? [] : scores.flatMap((score, at) => (score === best ? [at] : []))
}

/** @returns -1 when there is none */
function numberOf(said: string, names: readonly string[]): number {
  const at = names.findIndex((name) => name.toLowerCase() === said.toLowerCase())
  if (at >= 0 || !/^\d+$/.test(said)) return at
  return Number(said) >= 1 && Number(said) <= names.length ? Number(said) - 1 : -1
}

function missingIn(of: ReadonlyMap<Role, number>): Role[] {
  const missing = (['course', 'students'] as const).filter((role) => !of.has(role))
  // A begin may hold its date.
  return of.has('date') || of.has('begin') ? missing : [...missing, 'date']
}

const sayAll = (names: readonly string[]): string => sayNames(names.map((name, at) => `«${name || at + 1}»`))

const sayWhich = (role: Role, names: readonly string[]): string =>
  `the columns ${sayAll(names)} may both hold the ${role}: say which with --columns ${role}=NAME`
