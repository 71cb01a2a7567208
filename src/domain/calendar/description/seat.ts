import { parseQuantity } from '../../scheduling/quantity.ts'
import type { Resources } from '../../scheduling/resources.ts'

/** `seat: {memory: 8Gi, cpu: 2}` among a pool's units, or on a line of its own. */
const SEAT = /(^|[;,|{])\s*seat\s*[:=]\s*[{(]([^{}()]*)[})]?/i

/** The seat that stands in a line, and the line without it. */
export function seatIn(line: string): { readonly seat?: string; readonly rest: string } {
  const found = SEAT.exec(line)
  if (!found) return { rest: line }
  const [whole, before = '', seat = ''] = found
  const after = line.slice(found.index + whole.length)
  const kept = before === '{' ? `{${after.replace(/^\s*[;,|]/, '')}` : after
  return { seat, rest: line.slice(0, found.index) + kept }
}

export type SeatRead =
  | { readonly at: 'seat'; readonly seat: Resources }
  | { readonly at: 'wrong'; readonly text: string }

const NAMES: ReadonlyMap<string, 'memory' | 'cpu'> = new Map([
  ['memory', 'memory'],
  ['mem', 'memory'],
  ['ram', 'memory'],
  ['cpu', 'cpu'],
  ['cpus', 'cpu'],
  ['cores', 'cpu'],
])
const MI = 2 ** 20
/** More than any machine has: 64Ti, and 4,000 cores. */
const MOST = { memory: 2 ** 46, cpu: 4_000_000 }

/** @param written what stands in the braces */
export function readSeat(written: string): SeatRead {
  const seat: Record<string, number> = {}
  for (const part of written.split(/[;,|]/).filter((one) => one.trim() !== '')) {
    const [, key = '', value = ''] = /^\s*["']?(\w+)["']?\s*[:=]\s*(.*)$/.exec(part) ?? []
    const name = NAMES.get(key.toLowerCase())
    if (name === undefined) return wrong(`\`${part.trim().slice(0, 40)}\` is neither memory nor cpu`)
    const amount = amountIn(name, value)
    if (amount === undefined) return wrong(`\`${value.trim().slice(0, 40)}\` is no amount of ${name}`)
    seat[name] = Math.max(amount, seat[name] ?? 0)
  }
  return Object.keys(seat).length > 0 ? { at: 'seat', seat } : wrong('it names no memory and no cpu')
}

const wrong = (why: string): SeatRead => ({
  at: 'wrong',
  text: `${why}: \`seat: {memory: 8Gi, cpu: 2}\` would be right`,
})

/** Half a gigabyte is an amount, eight bytes are a slip. «8 GB» is what people write. */
function amountIn(name: 'memory' | 'cpu', value: string): number | undefined {
  const plain = value.replaceAll(/["'\s]/g, '')
  const written =
    name === 'memory'
      ? plain.replace(/([kmgt])(i?)b$/i, (_, unit: string, i: string) => `${unit.toUpperCase()}${i}`)
      : plain
  const amount = parseQuantity(written, name === 'cpu' ? 1000 : 1)
  const isSane = amount !== undefined && amount >= (name === 'memory' ? MI : 1) && amount <= MOST[name]
  return isSane ? amount : undefined
}
