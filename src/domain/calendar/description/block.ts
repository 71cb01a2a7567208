import { amountAt } from './amount.ts'
import { keyOf } from './key.ts'

const HEAD = /^\s*[\p{L}\p{N}][\p{L}\p{N} .'()-]{0,62}\s?[:=]$/u
/** An opened bracket is waited for so long. */
const MAX_LINES = 20

/**
 * What stands over several lines as entries of one line each: a pool's name with its amounts indented below it, as
 * `lab: [students: 350]`; a heading such as «Students:» with its number below; and a `{` whose `}` is some lines
 * further down. Other lines stay as they are.
 * @param written without comments and empty ones, their indentation kept
 */
export function wholeEntries(written: readonly string[]): string[] {
  const lines = withSeats(written)
  const whole: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const { text, below } = (HEAD.test(line) ? headed(lines, at) : undefined) ?? flowing(lines, at)
    whole.push(text)
    at += below
  }
  return whole
}

const SEAT_HEAD = /^\s*seat\s*[:=]\s*$/i
const OF_SEAT = /^\s*(?:memory|mem|ram|cpus?|cores)\s*[:=]\s*\S/i

/** «seat:» with memory and cpu on the next lines, as it is written on one. */
function withSeats(lines: readonly string[]): string[] {
  const joined: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const head = lines[at] ?? ''
    let end = at + 1
    while (SEAT_HEAD.test(head) && OF_SEAT.test(lines[end] ?? '')) end++
    const body = lines.slice(at + 1, end).map((one) => one.trim())
    joined.push(body.length > 0 ? `${head.trimEnd()} {${body.join(', ')}}` : head)
    at = end - 1
  }
  return joined
}

/** An entry, and how many of the next lines are in it. */
interface Joined {
  readonly text: string
  readonly below: number
}

function headed(lines: readonly string[], at: number): Joined | undefined {
  const line = lines[at] ?? ''
  const number = numberBelow(lines, at)
  if (number !== undefined) return { text: `${line} ${number}`, below: 1 }
  const body = blockBelow(lines, at)
  return body.length === 0
    ? undefined
    : { text: `${line} [${body.map((one) => one.trim()).join('; ')}]`, below: body.length }
}

function flowing(lines: readonly string[], at: number): Joined {
  const flow = flowFrom(lines, at)
  if (flow.length === 0) return { text: lines[at] ?? '', below: 0 }
  return { text: flow.map((one) => one.trim()).join(' '), below: flow.length - 1 }
}

/** Of «Students:» the number that is all of the next line. */
function numberBelow(lines: readonly string[], head: number): string | undefined {
  const [line = '', next = ''] = lines.slice(head, head + 2)
  const { unit, strangers } = keyOf(line.replace(/[:=\s]+$/, ''))
  return unit !== undefined && strangers === 0 && amountAt(next)?.rest === '' ? next.trim() : undefined
}

function blockBelow(lines: readonly string[], head: number): string[] {
  const indent = indentOf(lines[head] ?? '')
  const isBelow = (line = '') => indentOf(line) > indent && isAmountOfPool(line)
  let end = head + 1
  while (isBelow(lines[end])) end++
  return lines.slice(head + 1, end)
}

/** What may stand below a pool's name; any other line there is an entry of its own, or prose under a heading. */
function isAmountOfPool(line: string): boolean {
  const key = /^([^:=]{1,40})[:=]\s*\S/.exec(line.trim())?.[1]?.trim() ?? ''
  const { unit, time, strangers } = keyOf(key)
  const amount = key === '' ? amountAt(line) : undefined
  if (amount?.unit !== undefined) return amount.rest === ''
  return (unit !== undefined && strangers === 0) || time !== undefined || /^integer$/i.test(key)
}

const indentOf = (line: string): number => line.search(/\S|$/)

/** The lines from one that opens a `{` at its end or start, up to the one that closes it; none when nothing does. */
function flowFrom(lines: readonly string[], from: number): string[] {
  const line = lines[from] ?? ''
  if (!/^\s*\{|:[ \t]*\{/.test(line) || depthOf(line) <= 0) return []
  let depth = 0
  for (let at = from; at < Math.min(lines.length, from + MAX_LINES); at++) {
    depth += depthOf(lines[at] ?? '')
    if (depth <= 0) return lines.slice(from, at + 1)
  }
  return []
}

function depthOf(line: string): number {
  let depth = 0
  for (const char of line) depth += char === '{' ? 1 : char === '}' ? -1 : 0
  return depth
}
