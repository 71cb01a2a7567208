import { SECOND_MS } from '../domain/duration.ts'
import { given } from '../domain/given.ts'
import { parseInstant } from '../domain/instant.ts'
import type { Visit } from './book.ts'
import { endLine, HEADER, keyOf, lineRead, markIn } from './trace-text.ts'

/** A file that an earlier recording has left. */
export interface Earlier {
  /** What stays of its text. */
  readonly kept: string
  /** How many visits are in that. */
  readonly visits: number
  /** The greatest number that a visit has. */
  readonly last: number
  /** Lines at its end whose visits went on when it ended: they are written anew. */
  readonly open: readonly string[]
  /** When the recording before this one ended, and when the first began. Epoch ms. */
  readonly untilMs?: number
  readonly fromMs?: number
  /** Its last line was cut off in the middle: it is not kept. */
  readonly isTorn: boolean
}

export const NONE_EARLIER: Earlier = { kept: '', visits: 0, last: 0, open: [], isTorn: false }

/** @param text of the file; @returns undefined when it is no trace */
export function earlierIn(text: string): Earlier | undefined {
  if (text.trim() === '') return NONE_EARLIER
  const lines = text.split('\n')
  const isTorn = lines.at(-1) !== ''
  lines.pop()
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'))
  if (first?.replace(/^\uFEFF/, '').replaceAll(/\s/g, '') !== HEADER) return undefined
  const from = lines.length - tailOf(lines)
  const [kept, tail] = [lines.slice(0, from), lines.slice(from)]
  const open = tail.filter(isOpen)
  return {
    kept: kept.map((line) => `${line}\n`).join(''),
    visits: kept.filter(isVisit).length - 1,
    last: lines.filter(isVisit).reduce((most, line) => Math.max(most, numberOf(line)), 0),
    open,
    isTorn,
    ...given({
      untilMs: instantIn(tail, 'until'),
      fromMs: instantIn(lines, 'from'),
    }),
  }
}

/** How many lines at the end are open visits and remarks; without an open one none. */
function tailOf(lines: readonly string[]): number {
  const from = lines.findLastIndex((line) => isVisit(line) && !isOpen(line)) + 1
  const first = lines.slice(from).findIndex(isOpen)
  return first < 0 ? 0 : lines.length - from - first
}

const isVisit = (line: string) => line.trim() !== '' && !line.startsWith('#')
const isOpen = (line: string) => isVisit(line) && lineRead(line).cells.length === 6 && lineRead(line).cells[5] === ''

const numberOf = (line: string) => Number(/^v(\d+)$/.exec(lineRead(line).cells[1] ?? '')?.[1] ?? 0)

const instantIn = (lines: readonly string[], mark: 'from' | 'until'): number | undefined =>
  parseInstant(lines.map((line) => markIn(line, mark)).find((text) => text !== undefined))

/**
 * What is written in the place of visits that went on when the earlier recording ended. Who is still there, known by the
 * second of their server's creation, its pool and its size, is left to the new one; the others ended when nobody looked,
 * and are written as seen until the end of the earlier.
 * @returns lines; `visits` of them are visits
 */
export function goingOn(
  { open, untilMs }: Earlier,
  present: readonly Visit[],
): { readonly lines: readonly string[]; readonly visits: number } {
  const still = new Map<string, number>()
  for (const visit of present) still.set(keyOf(visit), (still.get(keyOf(visit)) ?? 0) + 1)
  const gone = open.filter((line) => {
    const { key } = lineRead(line)
    const count = still.get(key) ?? 0
    still.set(key, count - 1)
    return count <= 0
  })
  const lines = gone.map((line) => closed(line, untilMs))
  return {
    lines: untilMs === undefined || open.length === 0 ? lines : [...lines, endLine(untilMs)],
    visits: gone.length,
  }
}

function closed(line: string, untilMs: number | undefined): string {
  const { cells } = lineRead(line)
  const cameMs = parseInstant(cells[0])
  if (untilMs === undefined || cameMs === undefined) return line
  return [...cells.slice(0, 5), Math.max(1, Math.round((untilMs - cameMs) / SECOND_MS))].join(',')
}
