import type { ContentLine } from './content-line.ts'

/** A `BEGIN:NAME … END:NAME` block with what is read of its lines and the blocks inside (RFC 5545 §3.4, §3.6). */
export interface Component {
  readonly name: string
  /** Line of its BEGIN. */
  readonly line: number
  /** By name, in their order. */
  readonly lines: ReadonlyMap<string, readonly ContentLine[]>
  /** Whoever reads them takes them out. */
  readonly children: Component[]
  /** What is broken in it, apart from its values. */
  readonly faults: readonly Fault[]
}

export interface Fault {
  readonly line: number
  readonly reason: string
  /** What becomes of the component: nothing of it can be trusted; the line is skipped; it is read all the same. */
  readonly costs: 'all' | 'line' | 'nothing'
}

/** The value of the first line of a name, as written; undefined when it is empty. */
export const valueIn = ({ lines }: Component, name: string): string | undefined =>
  lines.get(name)?.[0]?.value.trim() || undefined

const NO_LINES: readonly ContentLine[] = []

export const linesIn = ({ lines }: Component, name: string): readonly ContentLine[] => lines.get(name) ?? NO_LINES
