import { bars } from '../../charts/bars.ts'
import { halvesOf, niceTop } from '../../charts/count-ticks.ts'
import { eventTitles } from '../../charts/event-titles.ts'
import type { Level } from '../../charts/level.ts'
import { limit } from '../../charts/limit.ts'
import { stepArea } from '../../charts/step-area.ts'
import { stepLine } from '../../charts/step-line.ts'
import { LONG_WAIT_MS } from '../../domain/duration.ts'
import type { Markup } from '../../markup/markup.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { type Bin, binMs } from './bins.ts'
import { panel } from './panel.ts'

/** The highest of each panel over all policies, so that they can be compared at a glance. */
export interface Tops {
  readonly people: number
  readonly nodes: number
  readonly waitMs: number
}

const MINUTE_MS = 60_000

export function topsOf(all: readonly (readonly Bin[])[]): Tops {
  const most = (of: (bin: Bin) => number) => Math.max(0, ...all.flatMap((bins) => bins.map(of)))
  const longest = most(({ longestMs = 0 }) => longestMs)
  return {
    people: niceTop(most(({ seats, users, waiting }) => Math.max(seats, users + waiting))),
    nodes: niceTop(most(({ occupied, empty, booting }) => occupied + empty + booting)),
    waitMs: longest > 2 * MINUTE_MS ? niceTop(longest / MINUTE_MS) * MINUTE_MS : 2 * MINUTE_MS,
  }
}

/** Seats that are ready, the people on them, and the people who wait. */
export function peoplePanel(bins: readonly Bin[], { people: top }: Tops, rehearsal: Rehearsal): Markup {
  const levels = levelsOf(bins, rehearsal)
  const seats = levels(({ seats }) => [0, seats])
  const users = levels(({ users }) => [0, users])
  const waiting = levels(({ users, waiting }) => [users, users + waiting])
  return panel(rehearsal, {
    label: 'People and seats (count)',
    top,
    counts: halvesOf(top),
    draw: (plot) => [
      stepArea(plot, seats, 'seats'),
      stepArea(plot, users, 'users'),
      stepArea(plot, waiting, 'waiting'),
      stepLine(plot, seats, 'seats-edge'),
      eventTitles(plot, rehearsal.events),
    ],
  })
}

/** What is paid, by what it is good for. */
export function nodesPanel(bins: readonly Bin[], { nodes: top }: Tops, rehearsal: Rehearsal): Markup {
  const levels = levelsOf(bins, rehearsal)
  const occupied = levels(({ occupied }) => [0, occupied])
  const empty = levels(({ occupied, empty }) => [occupied, occupied + empty])
  const booting = levels(({ occupied, empty, booting }) => [occupied + empty, occupied + empty + booting])
  return panel(rehearsal, {
    label: 'Nodes (count)',
    top,
    counts: halvesOf(top),
    draw: (plot) => [
      stepArea(plot, occupied, 'occupied'),
      stepArea(plot, empty, 'empty'),
      stepArea(plot, booting, 'booting'),
    ],
  })
}

/** How long those who came then had to wait: the longest of each moment. */
export function waitsPanel(bins: readonly Bin[], { waitMs: top }: Tops, rehearsal: Rehearsal): Markup {
  const came = bins.filter(({ longestMs }) => longestMs !== undefined)
  const waits = levelsOf(came, rehearsal)(({ longestMs = 0 }) => [0, longestMs])
  const told = waits.map((wait) => ({ ...wait, className: wait.high > LONG_WAIT_MS ? 'late' : 'prompt' }))
  return panel(rehearsal, {
    label: 'Longest wait, by arrival',
    top,
    counts: halvesOf(top, sayMinutes),
    draw: (plot) => [
      bars(plot, told, { gap: 0.4, leastWidth: 1, leastHeight: 2 }),
      limit(plot, { at: LONG_WAIT_MS, text: '30 s' }),
    ],
  })
}

function sayMinutes(ms: number): string {
  if (ms === 0) return '0'
  const minutes = ms / MINUTE_MS
  return minutes >= 120 ? `${tenths(minutes / 60)} h` : `${tenths(minutes)} min`
}

const tenths = (value: number) => Math.round(value * 10) / 10

const levelsOf =
  (bins: readonly Bin[], { scenario }: Rehearsal) =>
  (of: (bin: Bin) => readonly [low: number, high: number]): Level[] =>
    bins.map((bin) => {
      const [low, high] = of(bin)
      return { fromMs: bin.fromMs, toMs: Math.min(scenario.endMs, bin.fromMs + binMs(scenario)), low, high }
    })
