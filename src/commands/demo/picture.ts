import type { Scene, SceneNode } from './scene.ts'
import { fit, LEGEND, sayNode, seatBar, wrap } from './words.ts'

/** Puts a colour around a text, or does not where there are none. The colours mean what they mean in the report. */
export type Paint = (style: 'bold' | 'dim' | 'blueBright' | 'yellow', text: string) => string

export interface Picture {
  readonly scene: Scene
  /** The line above everything, and the one below it. */
  readonly title: string
  readonly caption: string
  /** What Warmseats did, the latest last; each begins with the time. */
  readonly turns: readonly string[]
  readonly columns: number
  readonly rows: number
}

/** Nodes and log keep their places while nodes come and go: so many lines at least, where there is room. */
const NODE_LINES = 13
const LOG_LINES = 4
/** Past the first word. */
const INDENT = ' '.repeat(8)
/** From so many rows on, empty ones between the parts. */
const AIRY = 29

/** The whole screen, line by line: who is on which node, and below it what Warmseats did and why. */
export function draw({ scene, title, caption, turns, columns, rows }: Picture, paint: Paint): string[] {
  const gap = rows >= AIRY ? [''] : []
  const head = [
    paint('bold', fit(title, columns)),
    paint('dim', fit(caption, columns)),
    ...gap,
    ...[peopleLine(scene), nodesLine(scene)]
      .flatMap((line) => wrap(line, columns, INDENT))
      .map((line) => fit(line, columns)),
    ...gap,
  ]
  const legend = [paint('dim', fit(LEGEND, columns)), ...gap]
  const logHead = paint('bold', fit('What Warmseats did, and why', columns))
  const room = Math.max(1, rows - head.length - legend.length - 1 - LOG_LINES)
  const most = Math.min(room, Math.max(NODE_LINES, scene.nodes.length))
  const nodes = nodeLines(scene, columns, most, paint)
  const above = [...head, ...nodes, ...legend, logHead]
  return [...above, ...latest(turns, columns, rows - above.length)].slice(0, rows)
}

/** The last of them that have room, each whole; the last one in any case. */
function latest(turns: readonly string[], columns: number, rows: number): string[] {
  const lines: string[] = []
  for (const turn of turns.toReversed()) {
    const said = wrap(turn, columns, ' '.repeat(turn.indexOf('  ') + 2))
    if (lines.length > 0 && lines.length + said.length > rows) break
    lines.unshift(...said)
  }
  return lines
}

function peopleLine({ numbers: { users, waiting }, came, late }: Scene): string {
  return `People  ${users} at work, ${waiting} waiting; waited more than 30 s: ${late} of ${came}`
}

function nodesLine({ numbers: { occupied, empty, booting, wanted, holding } }: Scene): string {
  const placeholders = wanted === 1 ? 'placeholder' : 'placeholders'
  return `Nodes   ${occupied} with people, ${empty} without, ${booting} booting; ${wanted} ${placeholders} wanted, ${holding} placed`
}

function nodeLines({ nodes, nowMs }: Scene, columns: number, lines: number, paint: Paint): string[] {
  const shown = nodes.length > lines ? nodes.slice(0, lines - 1) : nodes
  const nameWidth = Math.min(16, Math.max(8, ...nodes.map(({ name }) => name.length)))
  const said = [
    ...shown.map((node) => nodeLine(node, nowMs, nameWidth, columns, paint)),
    ...(shown.length < nodes.length ? [fit(`… and ${nodes.length - shown.length} more nodes`, columns)] : []),
  ]
  return [...said, ...Array.from({ length: lines - said.length }, () => '')]
}

/** As wide as `pulls the image, 1:30`. */
const STATE_WIDTH = 21

function nodeLine(node: SceneNode, nowMs: number, nameWidth: number, columns: number, paint: Paint): string {
  const barWidth = Math.max(4, columns - nameWidth - STATE_WIDTH - 4)
  const [people, held, free] = seatBar(node, barWidth)
  const length = people.length + held.length + free.length
  const state = fit(sayNode(node, nowMs), Math.max(0, columns - nameWidth - length - 4))
  const bar = [people && paint('blueBright', people), held && paint('yellow', held), free && paint('dim', free)].join(
    '',
  )
  return `${fit(node.name, nameWidth)}  ${bar}  ${paint('dim', state)}`
}
