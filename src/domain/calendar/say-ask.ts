import { sayCount } from '../say.ts'
import { type Resources, sayResources } from '../scheduling/resources.ts'
import { ANY_POOL, type Ask, UNITS, type Unit, writtenAmount } from './ask.ts'

/** What is asked in a unit. */
export interface AmountAsked {
  readonly unit: Unit
  readonly amount: number
  /** Nobody wrote how many (`students: auto`), nor knows it, of some at least: these are not in the amount. */
  readonly isAuto?: true
  /** Nobody wrote how many, of some at least, and as many are in it as are expected. */
  readonly isExpected?: true
  /** What a seat requests at least, as an event says. */
  readonly seat?: Resources
}

/** `350 students`, `85 students expected`, `4 placeholders`, `as many students as come`: an amount as people name it. */
export function sayAmount({ unit, amount, isAuto, isExpected }: AmountAsked): string {
  const said = sayCount(amount, unit === 'integer' ? 'placeholder' : unit.slice(0, -1))
  const count = isExpected ? `${said} expected` : said
  if (!isAuto) return count
  return amount > 0 ? `${count} and as many as come` : 'as many students as come'
}

/** `4 placeholders and 350 students`; no placeholders beside others are not worth a word. */
export const sayAmounts = (all: readonly AmountAsked[]): string =>
  all
    .filter(({ unit, amount }) => unit !== 'integer' || all.length === 1 || amount !== 0)
    .map(sayAmount)
    .join(' and ') + saySeats(all)

/** Of a pool they are the same, whatever the unit. */
function saySeats(all: readonly AmountAsked[]): string {
  const seat = all.find((one) => one.seat)?.seat
  if (!seat) return ''
  const amounts = Object.entries(sayResources(seat)).map(([name, amount]) => `${amount} ${name}`)
  return ` in seats of ${amounts.join(' and ')}`
}

/** How an ask is written: `students: 350`, `lab: 4`, `lab: {students: 350, seats: 40}`. */
export const written = (pool: string, ask: Ask): string =>
  inUnits(
    pool,
    UNITS.flatMap((unit) => (ask[unit] === undefined ? [] : [[unit, writtenAmount(ask[unit])]])),
  )

/** The same for one unit; `N` where nobody knows the number. */
export const example = (pool: string, unit: Unit, amount: number | 'N'): string =>
  `\`${inUnits(pool, [[unit, String(amount)]])}\``

function inUnits(pool: string, units: readonly (readonly [Unit, string])[]): string {
  const [first] = units
  if (pool !== ANY_POOL && units.length === 1 && first?.[0] === 'integer') return `${pool}: ${first[1]}`
  const all = units.map(([unit, amount]) => `${unit}: ${amount}`).join(', ')
  return pool === ANY_POOL ? all : `${pool}: {${all}}`
}

/** Whether a line is what `written` would say, spaces, what nobody sees, and the brackets of YAML apart. */
export const isWrittenAs = (line: string, canonical: string): boolean => plain(line) === plain(canonical)
const plain = (text: string): string =>
  text
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\s+|(?<=: )0+(?=\d)/g, ' ')
    .replaceAll(/([{}]) ?| (?=[{}])/g, '$1')
    .trim()
