import type { Scene, SceneNode, ScenePod } from './demo-scene.ts'
import { clockTime, count, numbersOf, seatBar, shortName, stopwatch, wrap } from './demo-words.ts'

/** Puts a colour around a text, or does not where there are none. */
export type Paint = (style: 'bold' | 'dim' | 'cyan' | 'yellow' | 'green', text: string) => string

export interface Frame {
  readonly scene: Scene
  readonly title: string
  /** What is going on, for who sees this for the first time. */
  readonly caption: string
  readonly log: readonly string[]
  readonly seats: number
  readonly columns: number
  readonly rows: number
}

const PANE_ROWS = 11
const GAP = '  '
/** Under the message, past the time. */
const LOG_INDENT = ' '.repeat(10)
const LEGEND = '● user   ░ seat held by a placeholder   ○ free seat'

/** The whole screen, line by line: three panes as an operator would have them open, the product's log below. */
export function screen({ scene, title, caption, log, seats, columns, rows }: Frame, paint: Paint): string[] {
  const width = Math.floor((columns - 2 * GAP.length) / 3)
  const panes = [nodesPane(scene), pendingPane(scene), scheduledPane(scene, seats)]
  const paneLines = Array.from({ length: PANE_ROWS }, (_, row) =>
    panes.map(({ lines, style }) => cell(lines, row, width, style, paint)).join(GAP),
  )
  const head = [paint('bold', fit(title, columns)), fit(caption, columns), paint('dim', fit(LEGEND, columns))]
  const logHead = ['', paint('bold', fit('Log of Warmseats', columns))]
  const room = Math.max(3, rows - head.length - PANE_ROWS - logHead.length - 1)
  const logLines = log.slice(-room).flatMap((line) => wrap(line, columns, LOG_INDENT))
  return [...head, ...paneLines, ...logHead, ...logLines.slice(-room)]
}

interface Pane {
  readonly style: 'cyan' | 'yellow' | 'green'
  /** The heading first. */
  readonly lines: readonly string[]
}

function cell(lines: readonly string[], row: number, width: number, style: Pane['style'], paint: Paint): string {
  const hidden = lines.length - PANE_ROWS
  const text = hidden > 0 && row === PANE_ROWS - 1 ? `… and ${hidden + 1} more` : (lines[row] ?? '')
  return paint(row === 0 ? 'bold' : style, fit(text, width))
}

const fit = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text.padEnd(width)

function nodesPane(scene: Scene): Pane {
  const { ready, booting } = numbersOf(scene)
  const heading = `User nodes: ${ready}${booting ? ` + ${booting} booting` : ''}`
  return { style: 'cyan', lines: [heading, ...scene.nodes.map((node) => sayNode(node, scene.nowMs))] }
}

function sayNode({ name, state, readyMs }: SceneNode, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - readyMs) / 60_000))
  const since = state === 'booting' ? stopwatch(readyMs - nowMs) : `${minutes} min`
  return `${name.padEnd(8)} ${state.padEnd(8)} ${since}`
}

const pendingPane = ({ pending, nowMs }: Scene): Pane => ({
  style: 'yellow',
  lines: [`Pending pods: ${pending.length || 'none'}`, ...pending.map((pod) => sayPod(pod, nowMs))],
})

const sayPod = ({ name, sinceMs }: ScenePod, nowMs: number): string =>
  `${shortName(name).padEnd(18)} ${stopwatch(nowMs - sinceMs).padStart(5)}`

function scheduledPane(scene: Scene, seats: number): Pane {
  const { users, holding } = numbersOf(scene)
  const nodes = scene.nodes.filter(({ state }) => state === 'Ready' || state === 'leaving')
  return {
    style: 'green',
    lines: [
      `Scheduled pods: ${users + holding}`,
      ...nodes.map((node) => `${node.name.padEnd(8)} ${seatBar(node, seats)}`),
    ],
  }
}

/** The line above everything. */
export const titleOf = (scene: Scene, speed: number): string =>
  `${clockTime(scene.nowMs, true)}   Warmseats demo${speed ? ` at ${speed}×` : ''}   ${count(scene.desired, 'placeholder')} wanted`
