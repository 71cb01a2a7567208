import { LONG_WAIT_MS } from '../../domain/duration.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { type Bin, binMs } from './bins.ts'
import {
  area,
  axes,
  band,
  bars,
  edge,
  escapeXml,
  HEIGHT,
  niceTop,
  PLOT,
  round,
  type Scales,
  type Step,
  scalesOf,
  WIDTH,
} from './svg.ts'
import { ticksOf } from './ticks.ts'

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
export function peoplePanel(bins: readonly Bin[], tops: Tops, rehearsal: Rehearsal): string {
  const scales = scalesFor(rehearsal, tops.people)
  const step = stepsOf(bins, rehearsal)
  const waiting = step(
    ({ users }) => users,
    ({ users, waiting }) => users + waiting,
  )
  return frame('People and seats (count)', rehearsal, scales, halves(tops.people), [
    area(
      step(zero, ({ seats }) => seats),
      scales,
      'seats',
    ),
    area(
      step(zero, ({ users }) => users),
      scales,
      'users',
    ),
    area(waiting, scales, 'waiting'),
    edge(
      step(zero, ({ seats }) => seats),
      scales,
      'seats-edge',
    ),
    titles(rehearsal, scales),
  ])
}

/** What is paid, by what it is good for. */
export function nodesPanel(bins: readonly Bin[], tops: Tops, rehearsal: Rehearsal): string {
  const scales = scalesFor(rehearsal, tops.nodes)
  const step = stepsOf(bins, rehearsal)
  const ready = ({ occupied, empty }: Bin) => occupied + empty
  return frame('Nodes (count)', rehearsal, scales, halves(tops.nodes), [
    area(
      step(zero, ({ occupied }) => occupied),
      scales,
      'occupied',
    ),
    area(
      step(({ occupied }) => occupied, ready),
      scales,
      'empty',
    ),
    area(
      step(ready, (bin) => ready(bin) + bin.booting),
      scales,
      'booting',
    ),
  ])
}

/** How long those who came then had to wait: the longest of each moment. */
export function waitsPanel(bins: readonly Bin[], tops: Tops, rehearsal: Rehearsal): string {
  const scales = scalesFor(rehearsal, tops.waitMs)
  const steps = stepsOf(
    bins.filter(({ longestMs }) => longestMs !== undefined),
    rehearsal,
  )
  const limit = round(scales.y(LONG_WAIT_MS))
  const values = halves(tops.waitMs).map(({ at }) => ({ at, text: at === 0 ? '0' : sayMinutes(at) }))
  return frame('Longest wait, by arrival', rehearsal, scales, values, [
    bars(
      steps(zero, ({ longestMs = 0 }) => longestMs),
      scales,
      (ms) => (ms > LONG_WAIT_MS ? 'late' : 'prompt'),
    ),
    `<line class="limit" x1="${PLOT.left}" x2="${PLOT.right}" y1="${limit}" y2="${limit}"/>`,
    `<text class="tick" x="${PLOT.right}" y="${limit - 4}" text-anchor="end">30 s</text>`,
  ])
}

const zero = () => 0

const sayMinutes = (ms: number) =>
  ms >= 120 * MINUTE_MS ? `${round(ms / 60 / MINUTE_MS)} h` : `${round(ms / MINUTE_MS)} min`

const halves = (top: number) => [0, top / 2, top].map((at) => ({ at, text: String(round(at)) }))

const scalesFor = ({ scenario }: Rehearsal, top: number): Scales => scalesOf(scenario.startMs, scenario.endMs, top)

const stepsOf =
  (bins: readonly Bin[], { scenario }: Rehearsal) =>
  (low: (bin: Bin) => number, high: (bin: Bin) => number): Step[] =>
    bins.map((bin) => ({
      fromMs: bin.fromMs,
      toMs: Math.min(scenario.endMs, bin.fromMs + binMs(scenario)),
      low: low(bin),
      high: high(bin),
    }))

function frame(
  label: string,
  rehearsal: Rehearsal,
  scales: Scales,
  values: readonly { readonly at: number; readonly text: string }[],
  content: readonly string[],
): string {
  const { events, scenario } = rehearsal
  const bands = [
    ...events.map(({ fromMs, toMs }) => band(scales, fromMs, toMs, 'event')),
    ...(scenario.calendar?.outages ?? []).map(({ fromMs, toMs }) => band(scales, fromMs, toMs, 'outage')),
  ]
  return [
    `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">`,
    `<text class="panel" x="${PLOT.left}" y="12">${label}</text>`,
    ...bands,
    axes(scales, ticksOf(rehearsal), values),
    ...content,
    `<line class="cursor" y1="${PLOT.top}" y2="${PLOT.bottom}"/>`,
    '</svg>',
  ].join('')
}

/** The events' titles, where they do not run into each other. */
function titles({ events }: Rehearsal, scales: Scales): string {
  let freeX = 0
  const said: string[] = []
  for (const { title, fromMs } of events.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const x = Math.max(PLOT.left, scales.x(fromMs)) + 3
    if (x < freeX) continue
    const short = title.length > 20 ? `${title.slice(0, 19)}…` : title
    freeX = x + short.length * 5.8 + 6
    said.push(`<text class="title" x="${round(x)}" y="${PLOT.top + 12}">${escapeXml(short)}</text>`)
  }
  return said.join('')
}
