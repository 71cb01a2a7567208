import { isMap } from '../../parsed.ts'
import { ANY_POOL, type Ask, AUTO_STUDENTS, BESIDE_UNITS, UNITS, type Unit } from '../ask.ts'
import { short } from '../trouble.ts'
import { MOST_ASKED } from './fitting.ts'

/** What an entry asks: of which pool (`ANY_POOL`: the entry names none), and how much; or what would be right. */
export type Asked =
  | { readonly at: 'ask'; readonly pool: string; readonly ask: Ask; readonly times: Readonly<Record<string, string>> }
  | { readonly at: 'wrong'; readonly text: string }

/** `user: 2`, `lab: {students: 350}` and `students: 120`, each with its value already parsed. */
export function askOf(key: string, value: unknown): Asked {
  const unit = UNITS.find((one) => one !== 'integer' && one.toLowerCase() === key.toLowerCase())
  if (unit !== undefined && unit !== key) return wrong(`did you mean \`${unit}: ${short(String(value))}\`?`)
  if (unit !== undefined) return ofUnits(ANY_POOL, key, { [unit]: value })
  if (isMap(value) && !('quoted' in value)) return ofUnits(key, key, value)
  const amount = amountOf(key, value, 'integer')
  return typeof amount === 'string' ? wrong(amount) : { at: 'ask', pool: key, ask: { integer: amount }, times: {} }
}

const example = (key: string, amount = '2'): string => `\`${key}: ${amount}\` would be right`

const wrong = (text: string): Asked => ({ at: 'wrong', text })

function ofUnits(pool: string, key: string, written: Readonly<Record<string, unknown>>): Asked {
  const ask: Partial<Record<Unit, number>> = {}
  const times: Record<string, string> = {}
  for (const [name, value] of Object.entries(written)) {
    const unit = UNITS.find((one) => one === name)
    if (unit === undefined && !BESIDE_UNITS.includes(name))
      return wrong(`\`${short(name)}\` is none of students, seats, nodes: \`${key}: {students: 120}\` would be right`)
    if (unit === undefined) {
      times[name] = String(value)
      continue
    }
    const amount = amountOf(pool === ANY_POOL ? key : `${key}: {${name}`, value, unit)
    if (typeof amount === 'string') return wrong(amount)
    ask[unit] = amount
  }
  if (Object.keys(ask).length === 0) return wrong(`it asks for nothing: \`${key}: {students: 120}\` would be right`)
  return { at: 'ask', pool, ask, times }
}

/** @returns the whole number, or what is wrong and what would be right */
function amountOf(key: string, value: unknown, unit: Unit): number | string {
  const right = (amount?: string) =>
    key.includes('{') ? `\`${key}: ${amount ?? '120'}}\` would be right` : example(key, amount)
  if (unit === 'students' && value === 'auto') return AUTO_STUDENTS
  if (typeof value !== 'number') return noNumber(value, right)
  if (value > MOST_ASKED[unit]) return `${value} is more than any cluster has: ${right()}`
  if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) return value
  return `${value} is no whole number of 0 or more: ${right()}`
}

function noNumber(value: unknown, right: (amount?: string) => string): string {
  if (typeof value === 'boolean') return `a yes or no is no number: ${right(value ? '1' : '0')}`
  if (Array.isArray(value)) return `a list is no number: ${right()}`
  const text = isMap(value) && 'quoted' in value ? String(value.quoted) : value
  if (typeof text !== 'string') return `it is no whole number: ${right()}`
  return `"${short(text)}" in quotes is no number: ${right(short(text.replace(/\D+.*$/, '')) || undefined)}`
}
