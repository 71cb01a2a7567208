import { type ContentLine, contentLine, type UnfoldedLine, unfoldedLines } from './content-line.ts'

/** A `BEGIN:NAME … END:NAME` block with its lines and the blocks inside (RFC 5545 §3.4, §3.6). */
export interface Component {
  readonly name: string
  /** Line of its BEGIN. */
  readonly line: number
  readonly lines: readonly ContentLine[]
  readonly children: readonly Component[]
  /** What is broken in it, apart from its values. */
  readonly faults: readonly Fault[]
}

interface Fault {
  readonly line: number
  readonly reason: string
  /** Nothing of the component can be trusted. */
  readonly fatal: boolean
}

export interface Blocks {
  readonly roots: readonly Component[]
  /** Whether every root has its END. */
  readonly complete: boolean
  readonly lastLine: number
}

interface Open extends Component {
  readonly lines: ContentLine[]
  readonly children: Component[]
  readonly faults: Fault[]
}

/** Real calendars nest three deep (VCALENDAR, VEVENT, VALARM). */
const MAX_DEPTH = 8
/** So many broken lines of a block are told; others of it are as broken. */
const MAX_FAULTS = 20
/** So many lines are read at once, in blocks without end. */
const PIECE = 1000
/** Blocks that stand side by side: a BEGIN of one inside one means that an END is missing. */
const SIBLINGS = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE'])

/**
 * Takes a calendar's text apart into blocks. A block without END costs only itself: the next sibling, or the END of
 * what holds it, closes it with a fatal fault. Yields between blocks and within long ones, so that a caller may give
 * others the floor.
 */
export function* blocksOf(text: string): Generator<void, Blocks, undefined> {
  const tree = new Tree()
  let lastLine = 0
  let lastYield = 0
  for (const raw of unfoldedLines(text)) {
    if (raw.line - lastYield > PIECE) {
      lastYield = raw.line
      yield
    }
    lastLine = raw.line
    const line = contentLine(raw)
    if (line === undefined) tree.fault(raw)
    else if (line.name === 'BEGIN') tree.begin(nameIn(line), raw.line)
    else if (line.name !== 'END') tree.add(line)
    else if (tree.end(nameIn(line), raw.line)) yield
  }
  return { roots: tree.roots, complete: tree.complete, lastLine }
}

const nameIn = ({ value }: ContentLine): string => value.trim().toUpperCase()

/** The blocks as far as they are read, and which of them are open. */
class Tree {
  readonly roots: Component[] = []
  readonly #open: Open[] = []

  get complete(): boolean {
    return this.#open.length === 0
  }

  begin(name: string, line: number): void {
    const sibling = SIBLINGS.has(name) ? this.#open.findIndex((one) => SIBLINGS.has(one.name)) : -1
    if (sibling >= 0) this.#closeDownTo(sibling, line)
    if (this.#open.length >= MAX_DEPTH) return
    const component: Open = { name, line, lines: [], children: [], faults: [] }
    const into = this.#open.at(-1)?.children ?? this.roots
    into.push(component)
    this.#open.push(component)
  }

  /** @returns whether there was such a block to end */
  end(name: string, line: number): boolean {
    const depth = this.#open.findLastIndex((one) => one.name === name)
    if (depth < 0) return false
    this.#closeDownTo(depth + 1, line)
    this.#open.pop()
    return true
  }

  add(line: ContentLine): void {
    this.#open.at(-1)?.lines.push(line)
  }

  fault({ text, line }: UnfoldedLine): void {
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
