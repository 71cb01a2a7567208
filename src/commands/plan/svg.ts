import { type Demand, demandPanel, PANEL_HEIGHT, PLOT_LEFT, type View, WIDTH } from '../../charts/demand-panel.ts'
import { chartRules } from '../../charts/look.ts'
import { type Rules, standalone } from '../../charts/palette.ts'
import { UNITS } from '../../domain/calendar/ask.ts'
import type { Segment } from '../../domain/demand/plan.ts'
import type { FittedPool } from '../../domain/fit/fit-plan.ts'
import { neededLevels } from '../../domain/fit/needed-levels.ts'
import { svg, trusted } from '../../markup/markup.ts'

/**
 * The demand of each pool as steps over time, each event by its title: a panel for the placeholders of each pool, and
 * one for each of people's units that is used, and what these need in nodes or placeholders. A standalone SVG.
 */
export function planSvg(pools: ReadonlyMap<string, FittedPool>, view: View): string {
  const demands = [...pools].flatMap(([pool, own]) => [...demandsOf(pool, own.segments), ...neededOf(pool, own)])
  const height = Math.max(1, demands.length) * PANEL_HEIGHT + 8
  const panels = demands.map(
    (demand, index) => svg`<g transform="translate(0 ${index * PANEL_HEIGHT})">
${demandPanel(demand, view)}</g>\n`,
  )
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<style>${trusted(standalone(rules))}</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
${panels.length > 0 ? panels : svg`<text x="${PLOT_LEFT}" y="30">The config has no pools.</text>\n`}</svg>`.markup
}

const demandsOf = (pool: string, segments: readonly Segment[]): Demand[] =>
  UNITS.flatMap((unit) => {
    const levels = segments.map(({ fromMs, toMs, demands }) => {
      const { amount = 0, events = [] } = demands.find((one) => one.unit === unit) ?? {}
      return { fromMs, toMs, high: amount, events }
    })
    return unit === 'integer' || levels.some(({ high }) => high > 0)
      ? [{ pool, counted: `${unit === 'integer' ? 'placeholders' : unit} asked for`, levels }]
      : []
  })

/** What people are in nodes or placeholders, under what there can be; of what is asked in these only what is near to that. */
function neededOf(pool: string, own: FittedPool): Demand[] {
  const { unit, ...drawn } = neededLevels(own.segments, own)
  const isNear = drawn.most !== undefined || drawn.seen !== undefined
  if (unit === 'seats' || !(isNear || own.segments.some(({ need }) => need.seats > 0))) return []
  return [{ pool, counted: `${unit} needed, of an empty pool`, ...drawn }]
}

const rules: Rules = (paint) =>
  [
    `text { font-family: system-ui, 'Helvetica Neue', Arial, sans-serif; font-size: 12px; fill: ${paint('ink')} }`,
    chartRules(paint),
    `.paper { fill: ${paint('paper')} } .name { font-size: 15px; font-weight: 600 } .soft { fill: ${paint('soft')} }`,
    `.tick { font-size: 12px; fill: ${paint('ink')} }`,
  ].join('\n')
