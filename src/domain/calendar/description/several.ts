import { ANY_POOL } from '../ask.ts'
import { isAside } from './behind.ts'
import { readEntry } from './entry.ts'
import { counts, type Said } from './said.ts'
import { seatIn } from './seat.ts'

/** Of a line more parts than these are no entries. */
const MOST_PARTS = 20

/** Between entries on one line: commas (but not in 1,200), semicolons, bars, bullets, «and», and where the next key begins. */
const APART =
  /\s*[;|]\s*|\s+[·•]\s+|,(?!\d{3}(?!\d))\s*|\s+\/+\s+|\s+-{1,2}\s+(?!\d)|\.\s+(?=\p{L})|\s+(?:and|und|et|y|e|i|en|&|\+)\s+(?=\d|\p{L}[\p{L}\w.-]{0,40}\s?[:=])|\s+(?=[\p{L}][\p{L}\w.-]{0,40}\s?[:=])/u

/** One part of a line, and what it turned out to be. */
export interface Part {
  readonly text: string
  readonly said: Said
}

/**
 * Reads a line: one entry, or several («students: 350, leadTime: 20m»). Several count when each of them does, or the
 * others are text that takes nothing back.
 */
export function readLine(line: string): Part[] {
  const { seat, rest } = seatIn(line)
  if (seat !== undefined && !/[{[(]/.test(rest)) {
    const others = rest.replace(/^[\s,;|]+/, '')
    const own: Part = { text: `seat: ${seat}`, said: { at: 'seat', written: seat } }
    return others === '' ? [own] : [...readLine(others), own]
  }
  const inner = /^\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}[\s.,;]*$/.exec(line)?.[1]
  if (inner !== undefined) return readParts(partsOf(inner))
  const whole = readPart(/^[([<]([^()[\]<>]*)[)\]>][\s.,;]*$/.exec(line)?.[1]?.trim() ?? line)
  const read = readParts(partsOf(line))
  const counting = read.filter(({ said }) => counts(said))
  if (counting.length > 1 && counting.length === read.length) return read
  const isOne = counts(whole.said) && !read.some(isMistaken)
  if (counting.length <= 1 && (isOne || !counting.some(({ said }) => counts(whole.said) || isCertain(said))))
    return [whole]
  return isAllText(read, counting) ? read.filter(isTold).map(unlessNoPool) : [whole]
}

/** «user=350» and «lab: lots»: not understood, if there is such a pool. */
const isMistaken = ({ text, said }: Part): boolean =>
  said.at === 'perhaps' && said.perhaps.ask === undefined && /^[\w.-]+\s?[:=]/.test(text)

/** It counts, or is told where there is such a pool. */
const isTold = (part: Part): boolean => counts(part.said) || isMistaken(part)

/** Among other text a word before a number is hardly a pool that is not there: «Lab report due: 3». */
function unlessNoPool({ text, said }: Part): Part {
  if (said.at !== 'ask' || said.pool === ANY_POOL) return { text, said }
  return { text, said: { at: 'perhaps', perhaps: { pool: said.pool, line: text, isEntry: false, ask: said.ask } } }
}

const readPart = (text: string): Part => ({ text, said: readEntry(text) })

/** Reads each part; what ends with its colon heads the next: «lab:» of «lab: students: 30, leadTime: 20m». */
function readParts(texts: readonly string[]): Part[] {
  const parts: Part[] = []
  for (const [at, text] of texts.entries()) {
    const head = texts[at - 1]
    if (HEAD.test(text) && at + 1 < texts.length) continue
    parts.push(head !== undefined && HEAD.test(head) ? headed(head, text) : readPart(text))
  }
  return parts
}

const HEAD = /^[\w.-]+\s*[:=]$/

/** Of the pool that is called so; «Exam: students: 30, lab: 2» names none with its first word. */
function headed(head: string, text: string): Part {
  const [whole, own] = [readPart(`${head} ${text}`), readPart(text)]
  if (own.said.at !== 'ask' || whole.said.at !== 'perhaps') return own
  return { ...whole, said: { ...whole.said, perhaps: { ...whole.said.perhaps, otherwise: { ask: own.said.ask } } } }
}

/** What stands beside the parts that count takes nothing back, and is no mistake. */
const isAllText = (parts: readonly Part[], counting: readonly Part[]): boolean =>
  parts.every(
    (one) => counting.includes(one) || (!['problem', 'remark'].includes(one.said.at) && isAside(`, ${one.text}`)),
  )

/** It counts whatever pools there are, or names one. */
const isCertain = (said: Said): boolean =>
  said.at === 'ask' || (said.at === 'perhaps' && said.perhaps.otherwise?.ask !== undefined)

/** The parts, but what stands in brackets stays together. */
function partsOf(line: string): string[] {
  if (!/[{[]/.test(line)) return trimmed(line.split(APART))
  const kept: string[] = []
  const hidden = line.replace(
    /\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[[^[\]]*\]/g,
    (bracket) => `\uE000${kept.push(bracket) - 1}\uE000`,
  )
  return trimmed(
    hidden.split(APART).map((part) => part.replace(/\uE000(\d+)\uE000/g, (_, at: string) => kept[Number(at)] ?? '')),
  )
}

const trimmed = (parts: readonly string[]): string[] =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, MOST_PARTS)
