import { ANY_POOL } from '../ask.ts'
import { isAside } from './behind.ts'
import { readEntry } from './entry.ts'
import { counts, type Said } from './said.ts'

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
  const inner = /^\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}[\s.,;]*$/.exec(line)?.[1]
  if (inner !== undefined) return partsOf(inner).map(readPart)
  const whole = readPart(/^[([<]([^()[\]<>]*)[)\]>][\s.,;]*$/.exec(line)?.[1]?.trim() ?? line)
  const read = partsOf(line).map(readPart)
  const counting = read.filter(({ said }) => counts(said))
  if (counting.length > 1 && counting.length === read.length) return read
  if (counting.length > 1) return isAllText(read, counting) ? counting.map(unlessNoPool) : [whole]
  if (counts(whole.said) || !counting.some(({ said }) => isCertain(said))) return [whole]
  return isAllText(read, counting) ? counting.map(unlessNoPool) : [whole]
}

/** Among other text a word before a number is hardly a pool that is not there: «Lab report due: 3». */
function unlessNoPool({ text, said }: Part): Part {
  if (said.at !== 'ask' || said.pool === ANY_POOL) return { text, said }
  return { text, said: { at: 'perhaps', perhaps: { pool: said.pool, line: text, isEntry: false, ask: said.ask } } }
}

const readPart = (text: string): Part => ({ text, said: readEntry(text) })

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
  const hidden = line.replace(/\{[^{}]*\}|\[[^[\]]*\]/g, (bracket) => `\uE000${kept.push(bracket) - 1}\uE000`)
  return trimmed(
    hidden.split(APART).map((part) => part.replace(/\uE000(\d+)\uE000/g, (_, at: string) => kept[Number(at)] ?? '')),
  )
}

const trimmed = (parts: readonly string[]): string[] =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, MOST_PARTS)
