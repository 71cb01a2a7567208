import { ANY_POOL, AUTO_STUDENTS, type Unit } from '../ask.ts'
import { type Amount, amountAt } from './amount.ts'
import { withAside } from './behind.ts'
import { doubtful, misfit } from './fitting.ts'
import { rightInstead, rightNear, rightOf } from './hint.ts'
import { NOTHING, type Said } from './said.ts'

/** A unit that was named, and what stands behind it: «students: about 350 (online)». */
export function unitAsked(unit: Unit, key: string, value: string, line: string): Said {
  const problem = (text: string): Said => ({ at: 'problem', key, text })
  if (unit === 'students' && value.trim() === 'auto') return withAside({ students: AUTO_STUDENTS }, '', line)
  const amount = amountAt(value)
  if (amount === undefined) return noAmount(unit, key, value)
  if (!isOneUnit(unit, amount)) return problem(`it names two units: ${rightInstead(value, ANY_POOL, unit)}`)
  const why = misfit(amount, ANY_POOL, unit) ?? doubtful(amount, ANY_POOL, unit, line)
  if (why !== undefined && amount.rest === '') return problem(why)
  const asked = why === undefined ? withAside({ [unit]: amount.value }, amount.rest, line) : NOTHING
  return asked.at === 'nothing' ? problem(`it is not understood: ${rightInstead(value, ANY_POOL, unit)}`) : asked
}

/** «students: 350 seats» are students; nodes are something else. */
const isOneUnit = (unit: Unit, amount: Amount): boolean =>
  amount.unit === undefined || amount.unit === unit || (isPeople(unit) && isPeople(amount.unit))

const isPeople = (unit: Unit): boolean => unit === 'students' || unit === 'seats'

/** A number that cannot be read is a mistake; a text without one is prose under one of our words, mostly. */
function noAmount(unit: Unit, key: string, value: string): Said {
  const negative = /^-\s?(\d{1,9})\b/.exec(value)?.[1]
  if (negative !== undefined) {
    const right = rightInstead(value.replace(/^-\s?/, ''), ANY_POOL, unit)
    return { at: 'problem', key, text: `-${negative} is no whole number of 0 or more: ${right}` }
  }
  const right = rightInstead(value, ANY_POOL, unit)
  if (/^[\d({[#]/.test(value)) return { at: 'problem', key, text: `it is not understood: ${right}` }
  return { at: 'remark', text: `it names no number of ${unit}; ${rightNear(value, ANY_POOL, unit)}` }
}

/** A number with its noun and nothing before it: «350 students», «about 350 people (online)». */
export function bareAsked(amount: Amount, line: string): Said {
  const { unit, value, rest } = amount
  if (unit === undefined) return NOTHING
  if (unit === 'integer')
    return {
      at: 'problem',
      key: line,
      text: 'it names no pool: `POOL: N`, with the pool’s name for POOL, would be right',
    }
  const asks: Said = { at: 'remark', text: `it is not counted; ${rightOf(line, unit)}` }
  const why = misfit(amount, ANY_POOL, unit) ?? doubtful(amount, ANY_POOL, unit, line)
  if (why !== undefined) return rest === '' ? { at: 'problem', key: line, text: why } : asks
  if (isYear(amount)) return asks
  const asked = withAside({ [unit]: value }, rest, line)
  return asked.at === 'nothing' ? asks : asked
}

/** «2026 students» may be those of 2026. With a colon, or a mark in it, it is a number. */
export const isYear = ({ value, form }: Amount): boolean => form === 'plain' && value >= 1990 && value < 2100
