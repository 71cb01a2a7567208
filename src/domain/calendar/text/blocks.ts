import { MOST } from './budget.ts'
import type { Component, Fault } from './component.ts'
import { type ContentLine, contentLine, type UnfoldedLine, unfoldedLines } from './content-line.ts'
import { readIn } from './passed-over.ts'
import type { Steps } from './steps.ts'

export interface Blocks {
  readonly roots: readonly Component[]
  /** Whether every root has its END. */
  readonly complete: boolean
  readonly lastLine: number
  /** It holds more of something than a calendar may, and was read no further: `more than 100 calendars`. */
  readonly tooMany?: string
}

/**
 * Takes a calendar's text apart into blocks, as far as they are read. A block without END costs only itself: the next
 * sibling, or the END of what holds it, closes it with a fatal fault. Yields between blocks and within long ones, so
 * that a caller may give others the floor.
 */
export function* blocksOf(text: string): Steps<Blocks> {
  const tree = new Tree()
  let lastLine = 0
  for (const raw of unfoldedLines(text)) {
    lastLine = raw?.line ?? lastLine
    if (raw === undefined || tree.take(raw)) yield
    if (tree.tooMany !== undefined) break
  }
  const { roots, complete, tooMany } = tree
  return { roots, complete, lastLine, ...(tooMany !== undefined && { tooMany }) }
}

interface Open extends Component {
  readonly lines: Map<string, ContentLine[]>
  readonly children: Component[]
  readonly faults: Fault[]
  readonly reads: ReturnType<typeof readIn>
}

/** Real calendars nest three deep (VCALENDAR, VEVENT, VALARM). */
const MAX_DEPTH = 8
/** So many broken lines of a block are told; others of it are as broken. */
const MAX_FAULTS = 20
/** Longer than the name of any block. */
const MAX_NAME = 64
/** Blocks that stand side by side: a BEGIN of one inside one means that an END is missing. */
const SIBLINGS = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE'])

const LIMITS: ReadonlyMap<string, { readonly most: number; readonly said: string }> = new Map([
  ['VCALENDAR', { most: MOST.calendars, said: 'calendars' }],
  ['VEVENT', { most: MOST.events, said: 'events' }],
  ['VTIMEZONE', { most: MOST.definedZones, said: 'time zones of its own' }],
  ['STANDARD', { most: MOST.definedChanges, said: 'changes of clocks in its time zones' }],
  ['DAYLIGHT', { most: MOST.definedChanges, said: 'changes of clocks in its time zones' }],
])

const nameIn = ({ value }: ContentLine): string => value.slice(0, MAX_NAME).trim().toUpperCase()

/** The blocks as far as they are read, and which of them are open. */
class Tree {
  readonly roots: Component[] = []
  readonly #open: Open[] = []
  readonly #counts = new Map<string, number>()
  #tooMany: string | undefined

  get complete(): boolean {
    return this.#open.length === 0
  }

  get tooMany(): string | undefined {
    return this.#tooMany
  }

  /** @returns whether it ends a block */
  take(raw: UnfoldedLine): boolean {
    const line = contentLine(raw)
    if (line?.name === 'END') return this.#end(nameIn(line), raw.line)
    if (line === undefined) this.#fault(raw)
    else if (line.name === 'BEGIN') this.#begin(nameIn(line), raw.line)
    else this.#add(line)
    return false
  }

  #begin(name: string, line: number): void {
    const sibling = SIBLINGS.has(name) ? this.#open.findIndex((one) => SIBLINGS.has(one.name)) : -1
    if (sibling >= 0) this.#closeDownTo(sibling, line)
    if (this.#open.length >= MAX_DEPTH) return
    const component: Open = { name, line, lines: new Map(), children: [], faults: [], reads: readIn(name) }
    const parent = this.#open.at(-1)
    this.#open.push(component)
    if (parent ? !parent.reads.blocks.has(name) : this.roots.length > MOST.calendars) return
    const into = parent?.children ?? this.roots
    into.push(component)
    this.#count(name)
  }

  #count(name: string): void {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    const limit = LIMITS.get(name)
    if (limit && count > limit.most) this.#tooMany = `more than ${limit.most} ${limit.said}`
  }

  /** @returns whether there was such a block to end */
  #end(name: string, line: number): boolean {
    const depth = this.#open.findLastIndex((one) => one.name === name)
    if (depth < 0) return false
    this.#closeDownTo(depth + 1, line)
    this.#open.pop()
    return true
  }

  #add(line: ContentLine): void {
    const open = this.#open.at(-1)
    const most = open?.reads.lines.get(line.name)
    if (open === undefined || most === undefined) return
    const same = open.lines.get(line.name)
    if (same === undefined) open.lines.set(line.name, [line])
    else if (same.length < most) same.push(line)
  }

  #fault({ text, line }: UnfoldedLine): void {
    const current = this.#open.at(-1)
    if (current && current.faults.length < MAX_FAULTS && text.trim())
      current.faults.push({ line, reason: 'this is not a NAME:value line', fatal: false })
  }

  #closeDownTo(depth: number, line: number): void {
    for (const left of this.#open.splice(depth)) {
      left.faults.push({ line, reason: `END:${left.name} is missing (it begins at line ${left.line})`, fatal: true })
    }
  }
}
