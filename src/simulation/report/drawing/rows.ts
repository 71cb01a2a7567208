import { bars } from '../../../charts/bars.ts'
import { halvesOf } from '../../../charts/count-ticks.ts'
import type { Level } from '../../../charts/level.ts'
import { limit } from '../../../charts/limit.ts'
import type { Plot, Tick } from '../../../charts/plot.ts'
import { stepArea } from '../../../charts/step-area.ts'
import { stepLine } from '../../../charts/step-line.ts'
import { LONG_WAIT_MS, MINUTE_MS } from '../../../domain/duration.ts'
import type { Markup } from '../../../markup/markup.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type Bin, binMs } from './bins.ts'
import type { Part, Tops } from './drawn.ts'
import type { Layout } from './layout.ts'

/** One chart of several over the same time. */
export interface Row {
  readonly label: string
  /** In pixels. */
  readonly height: number
  /** Where its axis ends. */
  readonly top: number
  readonly counts: readonly Tick[]
  readonly draw: (plot: Plot) => readonly Markup[]
}

/** What is shown of one pool, or of all: people, nodes, waits. */
export function rowsOf({ pool, bins }: Part, tops: Tops, scenario: Scenario, { heights }: Layout): Row[] {
  const of = pool === undefined ? '' : `${pool}: `
  return [
    { ...peopleRow(bins, tops, scenario), height: heights.people },
    { ...nodesRow(bins, tops, scenario), height: heights.nodes },
    { ...waitsRow(bins, tops, scenario), height: heights.waits },
  ].map((row) => ({ ...row, label: pool === undefined ? row.label : `${of}${lowerFirst(row.label)}` }))
}

const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`

type Drawing = Omit<Row, 'height'>

/** Seats that are ready, the people on them, and the people who wait. */
function peopleRow(bins: readonly Bin[], { people: top }: Tops, scenario: Scenario): Drawing {
  const levels = levelsOf(bins, scenario)
  const seats = levels(({ seats }) => [0, seats])
  const users = levels(({ users }) => [0, users])
  const waiting = levels(({ users, waiting }) => [users, users + waiting])
  return {
    label: 'People and seats (count)',
    top,
    counts: halvesOf(top),
    draw: (plot) => [
      stepArea(plot, seats, 'seats'),
      stepArea(plot, users, 'users'),
      stepArea(plot, waiting, 'waiting'),
      stepLine(plot, seats, 'seats-edge'),
    ],
  }
}

/** What is paid, by what it is good for. */
function nodesRow(bins: readonly Bin[], { nodes: top }: Tops, scenario: Scenario): Drawing {
  const levels = levelsOf(bins, scenario)
  const occupied = levels(({ occupied }) => [0, occupied])
  const empty = levels(({ occupied, empty }) => [occupied, occupied + empty])
  const booting = levels(({ occupied, empty, booting }) => [occupied + empty, occupied + empty + booting])
  return {
    label: 'Nodes (count)',
    top,
    counts: halvesOf(top),
    draw: (plot) => [
      stepArea(plot, occupied, 'occupied'),
      stepArea(plot, empty, 'empty'),
      stepArea(plot, booting, 'booting'),
    ],
  }
}

/** How long those who came then had to wait: the longest of each moment. */
function waitsRow(bins: readonly Bin[], { waitMs: top }: Tops, scenario: Scenario): Drawing {
  const came = bins.filter(({ longestMs }) => longestMs !== undefined)
  const waits = levelsOf(came, scenario)(({ longestMs = 0 }) => [0, longestMs])
  const told = waits.map((wait) => ({ ...wait, className: wait.high > LONG_WAIT_MS ? 'late' : 'prompt' }))
  return {
    label: 'Longest wait, by arrival',
    top,
    counts: halvesOf(top, sayMinutes),
    draw: (plot) => [
      bars(plot, told, { gap: 0.4, leastWidth: 1, leastHeight: 2 }),
      limit(plot, { at: LONG_WAIT_MS, text: '30 s' }),
    ],
  }
}

function sayMinutes(ms: number): string {
  if (ms === 0) return '0'
  const minutes = ms / MINUTE_MS
  return minutes >= 120 ? `${tenths(minutes / 60)} h` : `${tenths(minutes)} min`
}

const tenths = (value: number) => Math.round(value * 10) / 10

const levelsOf =
  (bins: readonly Bin[], scenario: Scenario) =>
  (of: (bin: Bin) => readonly [low: number, high: number]): Level[] =>
    bins.map((bin) => {
      const [low, high] = of(bin)
      return { fromMs: bin.fromMs, toMs: Math.min(scenario.endMs, bin.fromMs + binMs(scenario)), low, high }
    })
