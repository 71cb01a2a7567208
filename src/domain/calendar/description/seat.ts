/**
 * What a line says of a seat, found as documented or as people write it (`seatIn`), and what of that can be read (`readSeat`).
 */
import { parseQuantity } from '../../scheduling/quantity.ts'
import type { Resources } from '../../scheduling/resources.ts'
import type { Said } from './said.ts'

/** `seat: {memory: 8Gi, cpu: 2}` among a pool's units, or on a line of its own; as it stands below a pool's name, in other brackets. */
const IN_BRACKETS = /(^|[;,|{[])\s*seat\s*[:=]\s*([{([][^{}()[\]]*)[})\]]?/i

const NAME = String.raw`(?:memory|mem|ram|cpus?|cores?)\b`
const AMOUNT = String.raw`-?\d[\d.]*\s*(?:[KMGTP]i?B?)\b`
/** `seat: 8Gi`, `seat: memory 8Gi, cpu 2`, `seat: 8Gi memory, 2 cpu`: an amount that is no number of seats. */
const BARE = new RegExp(
  String.raw`(^|[;,|{[])\s*seat(?:\s*[:=]\s*|\s+)["']?((?:${AMOUNT}|${NAME})[^,;|{}()[\]"']*(?:,\s*(?:[\d.]+\s*\w*\s*)?${NAME}[^,;|{}()[\]]*)*)["']?`,
  'i',
)
/** `seat: 8` beside another amount: alone it is a number of seats. */
const NUMBER = /([;,|{[])\s*seat\s*[:=]\s*["']?(-?\d+(?:\.\d+)?)["']?(?=\s*(?:[;,|}\]]|$))/i
const ANOTHER = /[:=]\s*["']?\d/

export interface SeatFound {
  /** As it is written behind `seat:`, one closing bracket at its end for one at its beginning. */
  readonly seat?: string
  /** The line without it. */
  readonly rest: string
}

/** The seat that stands in a line, and the line without it. */
export function seatIn(line: string): SeatFound {
  const found = IN_BRACKETS.exec(line) ?? BARE.exec(line)
  if (found) return cut(line, found)
  const number = NUMBER.exec(line)
  const without = number && cut(line, number)
  return without && ANOTHER.test(without.rest) ? without : { rest: line }
}

function cut(line: string, found: RegExpExecArray): SeatFound {
  const [whole, before = '', written = ''] = found
  const after = line.slice(found.index + whole.length)
  const isFirst = before === '{' || before === '['
  const kept = isFirst ? `${before}${after.replace(/^\s*[;,|]/, '')}` : after
  const body = written.trim()
  const seat = /^[{([]/.test(body) ? `{${body.slice(1).trim()}}` : body
  return { seat, rest: line.slice(0, found.index) + kept }
}

export type SeatRead =
  | { readonly at: 'seat'; readonly seat: Resources }
  | { readonly at: 'wrong'; readonly text: string }

type Name = 'memory' | 'cpu'

const NAMES: ReadonlyMap<string, Name> = new Map([
  ['memory', 'memory'],
  ['mem', 'memory'],
  ['ram', 'memory'],
  ['cpu', 'cpu'],
  ['cpus', 'cpu'],
  ['cores', 'cpu'],
])
/** Less than a megabyte of memory, or than a thousandth of a core, is a slip. */
const LEAST = { memory: 2 ** 20, cpu: 1 }
/** More than any machine has: 64Ti, and 4,000 cores. */
const MOST = { memory: 2 ** 46, cpu: 4_000_000 }

/** @param written what stands behind `seat:`, with its braces */
export function readSeat(written: string): SeatRead {
  const inside = /^\{(.*)\}$/.exec(written.trim())?.[1]
  if (inside === undefined) return wrong(`\`${shown(written)}\` has no braces`)
  const seat: Record<string, number> = {}
  for (const part of inside.split(/[;,|]/).filter((one) => one.trim() !== '')) {
    const [, key = '', value = ''] = /^\s*["']?(\w+)["']?\s*[:=]\s*(.*)$/.exec(part) ?? []
    const name = NAMES.get(key.toLowerCase())
    if (name === undefined) return wrong(`\`${shown(part)}\` is neither memory nor cpu`)
    const amount = amountIn(name, value)
    if (typeof amount === 'string') return wrong(`\`${shown(value)}\` ${amount}`)
    seat[name] = Math.max(amount, seat[name] ?? 0)
  }
  return Object.keys(seat).length > 0 ? { at: 'seat', seat } : wrong('it names no memory and no cpu')
}

const shown = (text: string): string => text.trim().slice(0, 40)

const RIGHT = '`seat: {memory: 8Gi, cpu: 2}` would be right'

const wrong = (why: string): SeatRead => ({ at: 'wrong', text: `${why}: ${RIGHT}` })

/** Of what counts nothing under `seat`: one seat may have been meant, and not a number of them. */
export const orOneSeat = (key: string, said: Said): Said =>
  /^seat$/i.test(key) && (said.at === 'problem' || said.at === 'remark')
    ? { ...said, text: `${said.text}; if a larger seat is meant, ${RIGHT}` }
    : said

/** Bytes or thousandths of a core, or why it is none. «8 GB» is what people write. */
function amountIn(name: Name, value: string): number | string {
  const plain = value.replaceAll(/["'\s]/g, '')
  const written =
    name === 'memory'
      ? plain.replace(/([kmgt])(i?)b$/i, (_, unit: string, i: string) => `${unit.toUpperCase()}${i}`)
      : plain
  const amount = parseQuantity(written, name === 'cpu' ? 1000 : 1)
  if (amount === undefined) return `is no amount of ${name}`
  if (amount <= 0) return `is no ${name} at all`
  if (amount > MOST[name]) return `is more ${name} than any machine has`
  if (amount >= LEAST[name]) return amount
  return /\d$/.test(written) && name === 'memory' ? `has no unit, and is ${amount} bytes` : `is no amount of ${name}`
}
