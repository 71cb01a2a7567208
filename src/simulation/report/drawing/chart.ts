import { band } from '../../../charts/band.ts'
import { countAxis } from '../../../charts/count-axis.ts'
import { eventLanes, type LaneEvent } from '../../../charts/event-lanes.ts'
import { type Box, plotOf } from '../../../charts/plot.ts'
import { timeAxis } from '../../../charts/time-axis.ts'
import { titleOf } from '../../../domain/calendar/event-name.ts'
import { sayVerdict } from '../../../domain/verdict/say.ts'
import { type Markup, svg } from '../../../markup/markup.ts'
import type { Rehearsal } from '../../scenario/read.ts'
import { sayChart } from './chart-said.ts'
import type { Drawn, Tops } from './drawn.ts'
import { layoutFor } from './layout.ts'
import { type Row, rowsOf } from './rows.ts'
import { timeScaleOf } from './time-scale.ts'
import { dayTime } from './times.ts'

export interface Chart {
  readonly markup: Markup
  /** What it takes, in pixels. */
  readonly height: number
}

/** Above a row for its name, below it, and below the last for the ticks of time; of the names of days. */
const [NAME, GAP, TICKS, DAYS] = [20, 10, 20, 18]

/** All that is drawn of one policy: days, classes by their names, and a row for each thing that is counted, over one time. */
export function chartOf(drawn: Drawn, tops: readonly Tops[], rehearsal: Rehearsal): Chart {
  const { scenario } = rehearsal
  const layout = layoutFor(scenario)
  const { width, left, right } = layout
  const { span, ticks, midnights, nights, names } = timeScaleOf(rehearsal, layout)
  const plotIn = (box: Pick<Box, 'top' | 'bottom'>, most = 1) => plotOf({ left, right, ...box }, span, most)
  const head = names.length > 0 ? DAYS : 0
  const lanes = eventLanes(plotIn({ top: head, bottom: head }), laneEvents(drawn, rehearsal), layout.lanes)
  const bodyTop = head + lanes.height
  const placed = placeRows(
    drawn.parts.flatMap((part, at) => rowsOf(part, tops[at] ?? NO_TOPS, scenario, layout)),
    bodyTop,
  )
  const bodyBottom = placed.at(-1)?.bottom ?? bodyTop
  const body = plotIn({ top: bodyTop, bottom: bodyBottom })
  const height = bodyBottom + TICKS
  const markup = svg`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${sayChart(drawn, rehearsal)}">${[
    nights.map((night) => band({ ...body, top: 0 }, night, 'night')),
    rehearsal.events.map((event) => band(body, event, 'event')),
    (scenario.calendar?.outages ?? []).map((outage) => band(body, outage, 'outage')),
    midnights.map((ms) => svg`<line class="grid" x1="${body.x(ms)}" x2="${body.x(ms)}" y1="0" y2="${bodyBottom}"/>`),
    names.map(({ at, text }) => svg`<text class="tick" x="${body.x(at)}" y="12" text-anchor="middle">${text}</text>`),
    lanes.markup,
    placed.map(({ row, top, bottom }) => {
      const plot = plotIn({ top, bottom }, row.top)
      return svg`<text class="panel" x="${left}" y="${top - 6}">${row.label}</text>${countAxis(plot, row.counts)}${row.draw(plot)}`
    }),
    timeAxis(body, ticks, { below: 15 }),
  ]}<line class="cursor" y1="${bodyTop}" y2="${bodyBottom}"/></svg>`
  return { markup, height }
}

const NO_TOPS: Tops = { people: 1, nodes: 1, waitMs: 1 }

interface Placed {
  readonly row: Row
  readonly top: number
  readonly bottom: number
}

function placeRows(rows: readonly Row[], from: number): Placed[] {
  let y = from
  return rows.map((row) => {
    const top = y + NAME
    const bottom = top + row.height
    y = bottom + GAP
    return { row, top, bottom }
  })
}

/** Each with what became of it, where the product says so. */
function laneEvents({ outcome }: Drawn, rehearsal: Rehearsal): LaneEvent[] {
  const time = dayTime(rehearsal)
  return rehearsal.events.map(({ title, fromMs, toMs }) => {
    const own = outcome.verdicts.filter((one) => one.startMs === fromMs && one.title === title)
    const when = `${time(fromMs)} to ${time(toMs)}`
    return {
      ...{ title: titleOf({ summary: title }), fromMs, toMs },
      className: own.some(({ late }) => late > 0) ? 'event-late' : 'event',
      told: [`${titleOf({ summary: title })}, ${when}`, ...own.map(sayVerdict)].join(': '),
    }
  })
}
