import { type Ask, AUTO_STUDENTS, type Unit } from '../ask.ts'
import { example } from '../say-ask.ts'
import { amountAt } from './amount.ts'
import { misfit } from './fitting.ts'
import { rightInstead } from './hint.ts'
import { keyOf } from './key.ts'
import { seatIn } from './seat.ts'

/** What stands in `lab: {students: 350, leadTime: 20m}`, or why it cannot be read. */
export type InBraces =
  | { readonly at: 'ask'; readonly ask: Ask; readonly times: Readonly<Record<string, string>> }
  | { readonly at: 'wrong'; readonly text: string }

/** Between entries; a comma in `1,200` is none. */
const APART = /[;|]|,(?!\d{3}(?!\d))/

export function readBraces(pool: string, value: string): InBraces | undefined {
  const { seat, rest } = seatIn(value)
  const inside = /^[{[(](.*?)[}\])]*[\s.,;]*$/.exec(rest)?.[1]
  if (inside === undefined) return undefined
  const ask: Partial<Record<Unit, number>> = {}
  const times: Record<string, string> = seat === undefined ? {} : { seat }
  for (const part of inside
    .split(APART)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const read = readPart(pool, part)
    if (read.at === 'wrong') return read
    if (read.at === 'time') times[read.time] = read.written
    else ask[read.unit] = Math.max(read.amount, ask[read.unit] ?? read.amount)
  }
  if (Object.keys(ask).length > 0) return { at: 'ask', ask, times }
  return { at: 'wrong', text: `it asks for nothing: ${example(pool, 'students', 'N')} would be right` }
}

type Part =
  | { readonly at: 'amount'; readonly unit: Unit; readonly amount: number }
  | { readonly at: 'time'; readonly time: string; readonly written: string }
  | { readonly at: 'wrong'; readonly text: string }

function readPart(pool: string, part: string): Part {
  const [, key = '', value = ''] = /^([^:=\d{]*?)\s*(?:[:=]+|\s|(?=\d))\s*(.*)$/.exec(part) ?? []
  const { unit: named, time } = keyOf(key)
  if (time !== undefined) return { at: 'time', time, written: value }
  if (key.toLowerCase() === 'class') return { at: 'time', time: 'class', written: value }
  if (named === 'students' && value === 'auto') return { at: 'amount', unit: named, amount: AUTO_STUDENTS }
  const amount = amountAt(value.replace(/^[:=\s]+/, ''))
  const unit = named ?? (/^integer$/i.test(key) || key === '' ? (amount?.unit ?? 'integer') : undefined)
  if (unit === undefined)
    return {
      at: 'wrong',
      text: `\`${part.slice(0, 40)}\` is none of students, seats, nodes: ${rightInstead(value, pool, 'students')}`,
    }
  if (amount === undefined || amount.rest !== '')
    return { at: 'wrong', text: `\`${part.slice(0, 40)}\` names no number: ${example(pool, unit, 'N')} would be right` }
  const why = misfit(amount, pool, unit)
  return why === undefined ? { at: 'amount', unit, amount: amount.value } : { at: 'wrong', text: why }
}
