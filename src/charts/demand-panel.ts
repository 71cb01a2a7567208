import { type Markup, svg } from '../markup/markup.ts'
import { bars } from './bars.ts'
import { countAxis } from './count-axis.ts'
import { wholeTicks } from './count-ticks.ts'
import type { Level } from './level.ts'
import { limit } from './limit.ts'
import { type Box, plotOf, type Span } from './plot.ts'
import { shortened } from './shortened.ts'
import { stepLabels } from './step-labels.ts'
import { stepLine } from './step-line.ts'
import { timeAxis } from './time-axis.ts'
import { type Rhythm, timeTicks } from './time-ticks.ts'

export interface View extends Span {
  readonly zone: string
}

/** What is asked of a pool in one unit, or what that needs, by these events; by none where the config asks. */
export interface Demand {
  readonly pool: string
  /** What is counted: `placeholders asked for`. */
  readonly counted: string
  /** The most that the pool can have. */
  readonly most?: number
  /** The most that it ever had: more may be possible. */
  readonly seen?: number
  readonly levels: readonly (Level & { readonly events: readonly string[] })[]
}

export const WIDTH = 960
export const PLOT_LEFT = 56
const BOX: Box = { left: PLOT_LEFT, right: WIDTH - 20, top: 34, bottom: 144, headroom: 18 }
export const PANEL_HEIGHT = BOX.bottom + 34

/** Steps over the time of the view, each told under the pointer, those of events labelled too. */
export function demandPanel({ pool, counted, levels, most: limited, seen }: Demand, view: View): Markup {
  const { zone } = view
  const most = Math.max(1, limited ?? 0, seen ?? 0, ...levels.map(({ high }) => high))
  const plot = plotOf(BOX, view, most)
  const asked = levels.filter(({ high }) => high > 0)
  return svg`<text class="name" x="${plot.left}" y="20">${pool}</text>
<text class="soft" x="${plot.right}" y="20" text-anchor="end">${counted}, times in ${zone === 'utc' ? 'UTC' : zone}</text>
${countAxis(plot, wholeTicks(most), { aside: 8, drop: 4 })}
${timeAxis(plot, timeTicks(view, zone, { rhythms: RHYTHMS, most: 13 }), { below: 18, hasLines: true })}
${bars(plot, asked.map(barOf))}
${stepLine(plot, levels, 'demand')}
${limited === undefined ? [] : limit(plot, { at: limited, text: `${limited} at most` })}
${seen === undefined ? [] : limit(plot, { at: seen, text: `${seen} the most seen so far` }, 'start')}
${stepLabels(plot, levels.map(labelled))}
`
}

type Asked = Demand['levels'][number]

const barOf = ({ fromMs, toMs, high, events }: Asked) => ({
  fromMs,
  toMs,
  high,
  className: events.length > 0 ? 'asked' : 'standing',
  title: `${high}${events.length > 0 ? ` for ${events.join(', ')}` : ' by the config'}`,
})

/** What an event asks and its title; what stands by the config needs no label. */
function labelled({ fromMs, toMs, high, events }: Asked) {
  const title = `${high} ${events.join(', ')}`
  const texts = events.length > 0 ? [title, shortened(title, 24), shortened(title, 12), String(high)] : []
  return { fromMs, toMs, high, texts }
}

const MIDNIGHT = 'ccc d LLL'

const RHYTHMS: readonly Rhythm[] = [
  ...[1, 2, 3].map((hours) => ({ hours, format: 'HH:mm', midnight: MIDNIGHT })),
  ...[6, 12].map((hours) => ({ hours, format: 'ccc HH:mm', midnight: MIDNIGHT })),
  ...[24, 48].map((hours) => ({ hours, format: MIDNIGHT })),
  ...[7, 28].map((days) => ({ hours: days * 24, format: 'd LLL' })),
]
