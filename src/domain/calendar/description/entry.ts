import { ANY_POOL, type Ask, type Unit } from '../ask.ts'
import { type Amount, amountAt } from './amount.ts'
import { bareAsked, isYear, unitAsked } from './asked.ts'
import { classSaid } from './class-said.ts'
import { misfit } from './fitting.ts'
import { asksWhether, mentionedIn, rightNear } from './hint.ts'
import { isPoolName, keyOf } from './key.ts'
import { numberAt } from './number.ts'
import { poolEntry, poolLine } from './pool-entry.ts'
import { NOTHING, type Said } from './said.ts'
import { orOneSeat, seatIn } from './seat.ts'

/** Of a longer text before a colon nobody means a key. */
const LONGEST_KEY = 80

/**
 * Reads one entry: «students: 350», «about 350 people», «lab - 350 Studierende», «lead time = 20 min». What begins with one
 * of our words, or with what may be a pool, and cannot count, is told; any other prose is nothing.
 */
export function readEntry(written: string): Said {
  const { seat, rest } = seatIn(written)
  if (seat !== undefined && rest.trim() === '') return { at: 'seat', written: seat }
  const line = withPlainPool(written)
  const colon = separatorIn(line)
  if (colon !== undefined) return keyed(line.slice(0, colon).trim(), line.slice(colon).replace(/^[:=\s]+/, ''), line)
  const [, phrase = '', mark = '', value = ''] =
    /^([^\d]{1,60}?)(\s*(?:-{1,2}|[._]{2,})\s*)(?=\S)(.+)$/u.exec(line) ?? []
  const ofDash = mark === '' ? ofSlip(line) : withDash(phrase, mark, value, line)
  const said = ofDash.at === 'nothing' ? withoutSeparator(line) : ofDash
  return said.at === 'nothing' ? ofPoolSlip(line) : said
}

/** «pool lab: 30», «lab pool: 30», «in the pool lab: 30»: the pool's name is what stands there for it. */
const withPlainPool = (line: string): string =>
  line
    .replace(/^(?:(?:in|for|im|für|dans)\s+)?(?:the\s+)?(?:node[\s-]?)?pool\s+(?=[\w.-]+\s*[:=])/iu, '')
    .replace(/^([\w.-]+)\s+(?:node[\s-]?)?pool(?=\s*[:=])/i, '$1')

/** The first colon or equals sign that divides, and is no part of a time or an address. */
function separatorIn(line: string): number | undefined {
  for (const { index } of line.slice(0, LONGEST_KEY).matchAll(/[:=]/g)) {
    const [before, after] = [line.slice(0, index), line.slice(index + 1)]
    if (after.startsWith('//') || index === 0) return undefined
    if (!(/(?:^|\D)\d{1,2}$/.test(before) && /^\d/.test(after))) return index
  }
  return undefined
}

function keyed(key: string, value: string, line: string): Said {
  const name = /^(?:node[\s-]?)?pool$/i.test(key) ? value.replace(/[\s.,;!]+$/, '') : ''
  if (isPoolName(name)) return { at: 'pool', pool: name }
  const { unit, time, pool, strangers } = keyOf(key)
  if (time !== undefined) return { at: 'time', time, written: value }
  if (unit !== undefined && strangers === 0) return orOneSeat(key, unitAsked(unit, unit, value, line))
  if (unit !== undefined) return unitOfPool(unit, pool, value, line)
  const ofClass = classSaid(key, value, line)
  if (ofClass.at === 'class') return ofClass
  if (pool !== undefined) return poolEntry({ pool, value, line, inside: readInside(value) })
  return withHeading(key, value, line, strangers)
}

/** The value by itself, if it could be an entry: «lab: students 350». */
const readInside = (value: string): Said => (/^\{|^-?\d+$/.test(value) ? NOTHING : readEntry(value.slice(0, 200)))

/** «lab students: 350», «students in lab: 350»: the other word is a pool, or says which students. */
function unitOfPool(unit: Unit, pool: string | undefined, value: string, line: string): Said {
  const amount = amountAt(value)
  if (amount === undefined || amount.rest !== '' || misfit(amount, ANY_POOL, unit) !== undefined)
    return pool === undefined ? NOTHING : { at: 'perhaps', perhaps: ofPool(pool, line, value, unit) }
  const remark = `it is not counted; ${rightNear(value, ANY_POOL, unit)}`
  if (pool === undefined) return { at: 'remark', text: remark }
  const ask: Ask = { [unit]: amount.value }
  return { at: 'perhaps', perhaps: { pool, line, isEntry: false, ask, otherwise: { remark } } }
}

const ofPool = (pool: string, line: string, value: string, unit: Unit) => ({
  pool,
  line,
  isEntry: false,
  remark: `it is not counted; ${rightNear(value, pool, unit)}`,
})

/** «Data 8: 350 students», «Class size: 350», «Lab 2: 30 students». */
function withHeading(key: string, value: string, line: string, strangers: number): Said {
  const amount = amountAt(value)
  const isWhole = amount?.rest === ''
  if (isWhole && strangers === 0) {
    if (amount.unit !== undefined) return bareAsked(amount, line)
    return { at: 'remark', text: `it is not counted; ${rightNear(value, ANY_POOL, 'students')}` }
  }
  const inside = isWhole ? NOTHING : readInside(value)
  const said = isWhole ? mentioned(line) : inside.at === 'ask' || inside.at === 'remark' ? mentioned(value) : NOTHING
  return said.at === 'nothing' ? beginning(key, line) : said
}

/** «students;350» is a colon whose key was not held; «students.350» and «students_350» may be names of something. */
function ofSlip(line: string): Said {
  const { word, mark, value } = slippedIn(line)
  const { unit, strangers } = keyOf(word)
  const amount = amountAt(value)
  if (amount === undefined || unit === undefined || strangers > 0) return NOTHING
  if (mark === ';' && amount.rest === '') return unitAsked(unit, unit, value, line)
  return { at: 'remark', text: `it is not counted; ${rightNear(value, ANY_POOL, unit)}` }
}

/** «lab;30», «lab,30»: of a pool, where one is called so. */
function ofPoolSlip(line: string): Said {
  const { word: pool, mark, value } = slippedIn(line)
  if ((mark !== ';' && mark !== ',') || !isPoolName(pool) || amountAt(value) === undefined) return NOTHING
  const remark = `it is not counted; ${rightNear(value, pool, 'integer')}`
  return { at: 'perhaps', perhaps: { pool, line, isEntry: false, remark } }
}

function slippedIn(line: string) {
  const [, word = '', mark = '', value = ''] =
    /^(\p{L}[\p{L}\p{M}]{1,40})\s?([;._/,|])\s?(?=[\d~])(.+)$/u.exec(line) ?? []
  return { word, mark, value }
}

function withDash(phrase: string, mark: string, value: string, line: string): Said {
  const { unit, time, pool, strangers } = keyOf(phrase)
  const amount = amountAt(value)
  const isOurs = time !== undefined || (unit !== undefined && strangers === 0)
  if (isOurs && (amount !== undefined || mark.includes('..'))) return keyed(phrase, value, line)
  if (pool === undefined || strangers === 0 || mark.trim() === mark || amount?.rest !== '') return NOTHING
  return unit === undefined ? unlessYear(amount, keyed(phrase, value, line), line) : keyed(phrase, value, line)
}

/** «Lab - 2026» is no entry. What has no colon never asks a pool that is not there. */
function unlessYear(amount: Amount, said: Said, line: string): Said {
  if (isYear(amount)) return NOTHING
  if (said.at !== 'ask') return said
  return { at: 'perhaps', perhaps: { pool: said.pool, line, isEntry: false, ask: said.ask } }
}

/** «350 students», «students 350», «lab 350 students», or prose. */
function withoutSeparator(line: string): Said {
  const amount = amountAt(line)
  if (amount?.unit !== undefined) return bareAsked(amount, line)
  const { phrase, rest } = beforeNumberIn(line)
  const { unit, pool, strangers } = keyOf(phrase)
  if (unit !== undefined && rest !== '' && strangers <= 1) return unitThenNumber(unit, pool, rest, line)
  const first = keyOf(/^\S+/.exec(line)?.[0] ?? '')
  if (first.time !== undefined || /^lead[\s-]?time|^trail[\s-]?time/i.test(line)) return timeLine(line)
  if (first.unit !== undefined)
    return { at: 'remark', text: `it is not counted; ${rightNear(line.replace(/^\S+\s*/, ''), ANY_POOL, first.unit)}` }
  const said = mentioned(line)
  const named = beginning(line, line)
  if (said.at !== 'remark' || named.at !== 'perhaps') return said.at === 'nothing' ? named : said
  return named.perhaps.ask ? { at: 'perhaps', perhaps: { ...named.perhaps, otherwise: { remark: said.text } } } : said
}

/** The words before the first number of a short line. */
function beforeNumberIn(line: string): { readonly phrase: string; readonly rest: string } {
  const starts = [...line.slice(0, LONGEST_KEY).matchAll(/(?<=[\s(]|^|\p{L})[\d~]|(?<=[\s(])\p{L}/gu)]
  const start = starts.slice(0, 8).find(({ index }) => index > 0 && numberAt(line.slice(index).replace(/^~\s?/, '')))
  return start
    ? { phrase: line.slice(0, start.index).trim(), rest: line.slice(start.index) }
    : { phrase: line, rest: '' }
}

function unitThenNumber(unit: Unit, pool: string | undefined, rest: string, line: string): Said {
  const amount = amountAt(rest)
  const said: Said = { at: 'remark', text: `it is not counted; ${rightNear(rest, ANY_POOL, unit)}` }
  if (amount === undefined || amount.rest !== '' || isYear(amount)) return said
  return pool === undefined ? unitAsked(unit, unit, rest, line) : unitOfPool(unit, pool, rest, line)
}

function timeLine(line: string): Said {
  const [, word = '', value = ''] = /^(\p{L}+[\s-]?time|\p{L}+)\s+(.*)$/iu.exec(line) ?? []
  const { time } = keyOf(word)
  return time === undefined ? NOTHING : { at: 'time', time, written: value }
}

/** A number of students within a sentence. */
function mentioned(line: string): Said {
  const found = mentionedIn(line)
  return found ? { at: 'remark', text: asksWhether(found) } : NOTHING
}

/** A line that may begin with the name of a pool. */
function beginning(text: string, line: string): Said {
  const word = /^[^\s:=]+/.exec(text)?.[0] ?? ''
  const name = word.replace(/[,;.]+$/, '')
  return isPoolName(name) ? poolLine(name, line.slice(word.length).replace(/^[\s:=]+/, ''), line) : NOTHING
}
