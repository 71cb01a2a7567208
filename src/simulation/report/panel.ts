import { band } from '../../charts/band.ts'
import { countAxis } from '../../charts/count-axis.ts'
import { type Box, type Plot, plotOf, type Tick } from '../../charts/plot.ts'
import { timeAxis } from '../../charts/time-axis.ts'
import { type Rhythm, timeTicks } from '../../charts/time-ticks.ts'
import { type Markup, svg } from '../../markup/markup.ts'
import type { Rehearsal } from '../scenario/read.ts'

/** Of one size all, in pixels: the browser scales them to their column. */
export const WIDTH = 320
export const HEIGHT = 172

/** Where a panel draws, also for whoever puts something over it. */
export const BOX: Box = { left: 42, right: WIDTH - 8, top: 20, bottom: HEIGHT - 24 }

export interface Panel {
  readonly label: string
  /** Where its axis ends. */
  readonly top: number
  readonly counts: readonly Tick[]
  readonly draw: (plot: Plot) => readonly Markup[]
}

/** A chart over the time of the scenario, on what its calendar has. */
export function panel(rehearsal: Rehearsal, { label, top, counts, draw }: Panel): Markup {
  const { events, scenario } = rehearsal
  const plot = plotOf(BOX, { fromMs: scenario.startMs, toMs: scenario.endMs }, top)
  return svg`<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}"><text class="panel" x="${plot.left}" y="12">${label}</text>${[
    ...events.map((event) => band(plot, event, 'event')),
    ...(scenario.calendar?.outages ?? []).map((outage) => band(plot, outage, 'outage')),
    countAxis(plot, counts),
    timeAxis(plot, ticksOf(rehearsal)),
    ...draw(plot),
  ]}<line class="cursor" y1="${plot.top}" y2="${plot.bottom}"/></svg>`
}

const RHYTHMS: readonly Rhythm[] = [
  ...[0.25, 0.5, 1, 2, 3, 6, 12].map((hours) => ({ hours, format: 'HH:mm' })),
  { hours: 24, format: 'ccc' },
  ...[48, 96, 168].map((hours) => ({ hours, format: 'd LLL' })),
]

/** Those whose texts are not cut at the ends. */
function ticksOf({ scenario: { startMs, endMs }, timezone }: Rehearsal): Tick[] {
  const edge = (endMs - startMs) * 0.02
  return timeTicks({ fromMs: startMs, toMs: endMs }, timezone, { rhythms: RHYTHMS, most: 7 }).filter(
    ({ at }) => at >= startMs + edge && at <= endMs - edge,
  )
}
