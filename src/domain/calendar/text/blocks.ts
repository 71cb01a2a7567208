import { MOST } from './budget.ts'
import type { Component, Fault } from './component.ts'
import { type ContentLine, contentLine } from './content-line.ts'
import { isLoose, isText } from './loose-lines.ts'
import { mended } from './mended.ts'
import { readIn } from './passed-over.ts'
import type { Steps } from './steps.ts'
import { type UnfoldedLine, unfoldedLines } from './unfold.ts'

export interface Blocks {
  readonly roots: readonly Component[]
  /** Whether every root has its END. */
  readonly complete: boolean
  /** The first one that is not blank. */
  readonly firstLine: number
  readonly lastLine: number
  /** It holds more of something than a calendar may, and was read no further: `more than 100 calendars`. */
  readonly tooMany?: string
}

/**
 * Takes a calendar's text apart into blocks, as far as they are read. A block without END costs only itself: the next
 * sibling, or the END of what holds it, closes it with a fault that costs all of it. Yields between blocks and within long ones, so
 * that a caller may give others the floor.
 */
export function* blocksOf(text: string): Steps<Blocks> {
  const tree = new Tree()
  let [firstLine, lastLine] = [0, 0]
  for (const raw of unfoldedLines(text)) {
    firstLine ||= raw?.line ?? 0
    lastLine = raw?.line ?? lastLine
    if (raw === undefined || tree.take(raw)) yield
    if (tree.tooMany !== undefined) break
  }
  const { roots, complete, tooMany } = tree
  return { roots, complete, firstLine, lastLine, ...(tooMany !== undefined && { tooMany }) }
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
/** So much of a line is said. */
const SAID = 60
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
  /** A calendar begins where another had begun a block: the rest of that one is missing. */
  #isCut = false
  /** The text that the last line was of. */
  #text: ContentLine | undefined
  #isBroken = false

  get complete(): boolean {
    return this.#open.length === 0 && !this.#isCut
  }

  get tooMany(): string | undefined {
    return this.#tooMany
  }

  /** @returns whether it ends a block */
  take(raw: UnfoldedLine): boolean {
    const better = mended(raw.text)
    const line = contentLine(better === undefined ? raw : { ...raw, text: better })
    if (better !== undefined) this.#fault(raw.line, `this is read as \`${better.slice(0, SAID)}\``, 'nothing')
    if (this.#text && isLoose(raw, line)) this.#goOn(this.#text, raw)
    else if (line?.name === 'END') return this.#end(nameIn(line), raw.line)
    else if (line?.name === 'BEGIN') this.#begin(nameIn(line), raw.line)
    else if (line) this.#add(line)
    else if (raw.text.trim()) this.#fault(raw.line, 'this is not a NAME:value line', 'line')
    return false
  }

  #begin(name: string, line: number): void {
    this.#text = undefined
    if (name === 'VCALENDAR' && this.#open.some((one) => one.name !== name)) this.#isCut = true
    const sibling = SIBLINGS.has(name) ? this.#open.findIndex((one) => SIBLINGS.has(one.name)) : -1
    if (sibling >= 0) this.#closeDownTo(sibling, line)
    if (this.#open.length >= MAX_DEPTH) return
    const component: Open = { name, line, lines: new Map(), children: [], faults: [], reads: readIn(name) }
    const parent = this.#open.at(-1)
    this.#open.push(component)
    // A calendar in a calendar is one as well: somebody wrapped it twice.
    const isRoot = parent === undefined || (name === 'VCALENDAR' && parent.name === name)
    if (isRoot ? this.roots.length > MOST.calendars : !parent.reads.blocks.has(name)) return
    const into = isRoot ? this.roots : parent.children
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
    this.#text = undefined
    const depth = this.#open.findLastIndex((one) => one.name === name)
    if (depth < 0) {
      if (name === 'VEVENT') this.#fault(line, 'END:VEVENT has no BEGIN:VEVENT, so an event is lost', 'all')
      return false
    }
    this.#closeDownTo(depth + 1, line)
    this.#open.pop()
    return true
  }

  /** A text with line breaks that are none of a calendar. */
  #goOn(before: ContentLine, { text, line }: UnfoldedLine): void {
    const lines = this.#open.at(-1)?.lines.get(before.name)
    if (before.value.length > MOST.line || lines?.at(-1) !== before) return
    if (!this.#isBroken)
      this.#fault(line, `this is read as the next line of ${before.name}, where a \`\\n\` would be right`, 'nothing')
    this.#isBroken = true
    this.#text = { ...before, value: `${before.value}\\n${text}` }
    lines.splice(-1, 1, this.#text)
  }

  #add(line: ContentLine): void {
    this.#text = undefined
    const open = this.#open.at(-1)
    const most = open?.reads.lines.get(line.name)
    if (open === undefined || most === undefined) return
    const same = open.lines.get(line.name)
    if (same === undefined) open.lines.set(line.name, [line])
    else if (same.length < most) same.push(line)
    else return
    this.#text = isText(line) ? line : undefined
    this.#isBroken = false
  }

  #fault(line: number, reason: string, costs: Fault['costs']): void {
    const current = this.#open.at(-1)
    if (current && current.faults.length < MAX_FAULTS) current.faults.push({ line, reason, costs })
  }

  #closeDownTo(depth: number, line: number): void {
    for (const left of this.#open.splice(depth)) {
      left.faults.push({ line, reason: `END:${left.name} is missing (it begins at line ${left.line})`, costs: 'all' })
    }
  }
}
