import { ANY_POOL, type Ask, type Unit } from '../ask.ts'
import type { Perhaps } from '../occurrence.ts'
import { example } from '../say-ask.ts'
import { type Amount, amountAt } from './amount.ts'
import { isAside } from './behind.ts'
import { readBraces } from './braces.ts'
import { doubtful, misfit } from './fitting.ts'
import { rightInstead, rightNear } from './hint.ts'
import { NOTHING, type Said } from './said.ts'
import { readTime } from './times.ts'
import { folded } from './words/fold.ts'
import { AND, BEFORE, IN_CALENDARS, IN_KEY, TO_POOL } from './words/positions.ts'
import { isSlip, slipOf, timeSlipOf } from './words/slips.ts'
import { NEARLY, NOUNS_ONLY } from './words/units.ts'

interface Named {
  readonly pool: string
  readonly value: string
  readonly line: string
  /** What the value is by itself. */
  readonly inside: Said
}

/**
 * One word before a colon, which may name a pool or be prose: «user: 4», «lab: 350 students», «Room: 101». A whole number
 * alone is an entry, whatever the word; anything else counts only where a pool is called so.
 */
export function poolEntry(named: Named): Said {
  const { value, inside } = named
  if (/^[{[]/.test(value)) {
    const bracketed = inBrackets(named)
    if (bracketed) return bracketed
  }
  if (inside.at === 'ask' && inside.pool === ANY_POOL) return perhaps(named, ofUnits(named, inside.ask))
  const amount = amountAt(value)
  if (amount !== undefined && (amount.rest === '' || isAside(amount.rest))) return ofAmount(named, amount)
  return notCounted(named, amount)
}

function perhaps({ pool, line }: Named, more: Partial<Perhaps>, isEntry = true): Said & { readonly at: 'perhaps' } {
  return { at: 'perhaps', perhaps: { pool, line, isEntry, ...more } }
}

/** `{…}` as it is documented; `[…]` is what stood below a heading, which may be no pool. */
function inBrackets(named: Named): Said | undefined {
  const { pool, value } = named
  const braces = readBraces(pool, value)
  const isBlock = value.startsWith('[')
  if (braces?.at === 'ask' && !isBlock) return { at: 'ask', pool, ask: braces.ask, times: braces.times }
  if (braces?.at === 'ask') {
    const otherwise = braces.ask.integer === undefined && { otherwise: { ask: braces.ask } }
    return { ...perhaps(named, { ask: braces.ask, ...otherwise }), times: braces.times }
  }
  if (isBlock) return undefined
  return perhaps(named, { problem: braces?.text ?? `it is not understood: ${right(named)}` })
}

/** Why the value is no amount. */
function notCounted(named: Named, amount: Amount | undefined): Said {
  const { pool, value } = named
  if (/^(?:true|false|yes|no|on|off)$/i.test(value))
    return perhaps(named, { problem: `a yes or no is no number: ${right(named)}` }, false)
  const negative = /^-\s?(\d{1,9})\b/.exec(value)?.[1]
  if (negative !== undefined) {
    const instead = rightInstead(value.replace(/^-\s?/, ''), pool, 'integer')
    return perhaps(named, { problem: `-${negative} is no whole number of 0 or more: ${instead}` })
  }
  const time = timeSlipOf(folded(pool))
  const read = time && readTime(time, value)
  if (read?.at === 'time') {
    const problem = `no pool is called so; \`${time}: ${read.canonical}\` would be right`
    return perhaps(named, { otherwise: { problem } }, false)
  }
  if (/^[\d~.]/.test(value)) {
    const instead = rightInstead(value, pool, amount?.unit ?? 'integer')
    return perhaps(named, { problem: `it is not understood: ${instead}` }, /^\d+\D*$/.test(value))
  }
  return perhaps(named, { remark: `it is not counted; ${rightNear(value, pool, 'integer')}` }, false)
}

const right = ({ pool, value }: Named): string => rightInstead(value, pool, 'integer')

/** «lab: 350 students»: of the pool; where it is none, that is a number of students under some heading. */
function ofUnits({ pool, line }: Named, ask: Ask): Partial<Perhaps> {
  if (isHeading(pool)) return { ask, otherwise: { ask } }
  const [unit = 'students', amount = 0] = (Object.entries(ask) as [Unit, number][])[0] ?? []
  const remark = `\`${pool}\` is no pool, so it is not counted; if it is to, ${example(ANY_POOL, unit, amount)} would be right`
  return { ask, otherwise: { remark }, line }
}

/** «Expected: 350 students» is no heading of something else. */
const isHeading = (word: string): boolean => [IN_KEY, BEFORE, AND, TO_POOL].some((words) => words.has(folded(word)))

function ofAmount(named: Named, amount: Amount): Said {
  const { pool, line, value } = named
  const unit = amount.unit ?? 'integer'
  const why = misfit(amount, pool, unit) ?? doubtful(amount, pool, unit, line)
  const ask = { [unit]: amount.value }
  const meant = unit === 'integer' ? unitMeant(pool, line) : undefined
  if (meant !== undefined) {
    const right = `no pool is called so; ${example(ANY_POOL, meant, amount.value)} would be right ${ifSo(meant)}`
    const otherwise = { problem: misfit(amount, ANY_POOL, meant) ?? right }
    return perhaps(named, { otherwise, ...(why === undefined ? { ask } : { problem: why }) })
  }
  if (why !== undefined) return perhaps(named, { problem: why }, /^\d/.test(value) && !IN_CALENDARS.has(folded(pool)))
  const word = folded(pool)
  if (IN_CALENDARS.has(word) || IN_KEY.has(word) || /[-_](?:id|nr|no|code|pin)$/.test(word))
    return perhaps(named, { ask }, false)
  return line === `${pool}: ${value}` && /^\d+$/.test(value) ? { at: 'ask', pool, ask } : perhaps(named, { ask })
}

/** «users: 350», «enrollment: 350», «studens: 350»: no pools, mostly. */
function unitMeant(pool: string, line: string): Unit | undefined {
  const word = folded(pool)
  const nearly = NEARLY.get(word)
  if (nearly !== undefined) return nearly
  if (NOUNS_ONLY.has(word) && word !== 'user') return 'students'
  // «notes:8» are no nodes; «nods: 8» would be a pool otherwise.
  return isSlip(word) ? 'students' : line.startsWith(`${pool}: `) ? slipOf(word) : undefined
}

const ifSo = (unit: Unit): string => (unit === 'students' ? 'where so many come' : 'where so many are meant')

/** A line that begins with a word and has no colon: only whoever knows the pools knows whether it means one. */
export function poolLine(pool: string, rest: string, line: string): Said {
  const amount = amountAt(rest)
  const unit = amount?.unit
  const isWhole = amount !== undefined && amount.rest === ''
  if (isWhole && unit !== undefined && misfit(amount, pool, unit) === undefined)
    return { at: 'perhaps', perhaps: { pool, line, isEntry: false, ask: { [unit]: amount.value } } }
  if (isWhole && unit === undefined && isSlip(folded(pool)) && misfit(amount, pool, 'students') === undefined) {
    const problem = `it is not understood: ${example(ANY_POOL, 'students', amount.value)} would be right where so many come`
    return { at: 'perhaps', perhaps: { pool, line, isEntry: false, otherwise: { problem } } }
  }
  const remark = `it is not counted; ${rightNear(rest, pool, 'integer')}`
  return rest === '' ? NOTHING : { at: 'perhaps', perhaps: { pool, line, isEntry: false, remark } }
}
