import { type ContentLine, contentLine, unfoldedLines } from './content-line.ts'

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
  const roots: Component[] = []
  const open: Open[] = []
  let lastLine = 0
  let lastYield = 0

  const closeDownTo = (depth: number, line: number) => {
    for (const left of open.splice(depth)) {
      left.faults.push({ line, reason: `END:${left.name} is missing (it begins at line ${left.line})`, fatal: true })
    }
  }
  const begin = (name: string, line: number) => {
    const sibling = SIBLINGS.has(name) ? open.findIndex((one) => SIBLINGS.has(one.name)) : -1
    if (sibling >= 0) closeDownTo(sibling, line)
    const parent = open.at(-1)
    if (open.length >= MAX_DEPTH) return
    const component: Open = { name, line, lines: [], children: [], faults: [] }
    const into = parent ? parent.children : roots
    into.push(component)
    open.push(component)
  }

  for (const raw of unfoldedLines(text)) {
    if (raw.line - lastYield > PIECE) {
      lastYield = raw.line
      yield
    }
    lastLine = raw.line
    const line = contentLine(raw)
    const current = open.at(-1)
    if (line === undefined) {
      if (raw.text.trim() && (current?.faults.length ?? 0) < MAX_FAULTS)
        current?.faults.push({ line: raw.line, reason: 'this is not a NAME:value line', fatal: false })
    } else if (line.name === 'BEGIN') {
      begin(line.value.trim().toUpperCase(), raw.line)
    } else if (line.name === 'END') {
      const name = line.value.trim().toUpperCase()
      const depth = open.findLastIndex((one) => one.name === name)
      if (depth < 0) continue
      closeDownTo(depth + 1, raw.line)
      open.pop()
      yield
    } else {
      current?.lines.push(line)
    }
  }
  return { roots, complete: open.length === 0, lastLine }
}
