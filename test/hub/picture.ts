/** A class at a hub as a picture: for each pool one bar a person, where they came, as high as they waited. */
import { bars } from '../../src/charts/bars.ts'
import { countAxis } from '../../src/charts/count-axis.ts'
import { halvesOf, niceTop } from '../../src/charts/count-ticks.ts'
import { chartRules } from '../../src/charts/look.ts'
import { type Rules, standalone } from '../../src/charts/palette.ts'
import { type Plot, plotOf, type Tick } from '../../src/charts/plot.ts'
import { timeAxis } from '../../src/charts/time-axis.ts'
import { type Markup, svg, trusted } from '../../src/markup/markup.ts'
import { quantile } from '../bench/statistics.ts'
import { MINUTE, SECOND } from '../support/time.ts'
import { type Measured, POOLS, type PoolName, type Wait } from './measured.ts'

/** What each pool is called, and the colour of its bars. */
export const SHOWN: Readonly<Record<PoolName, { readonly name: string; readonly className: string }>> = {
  ready: { name: 'All nodes up already', className: 'standing' },
  warm: { name: 'Warmseats, told by the calendar', className: 'prompt' },
  cold: { name: 'Nobody told', className: 'late' },
}

const [WIDTH, ROW, LEFT, RIGHT, NAME, AXIS] = [760, 150, 52, 12, 26, 46]

/** A standalone SVG. */
export function hubPicture({ waits, bootMs }: Measured): string {
  const all = POOLS.flatMap((pool) => waits[pool])
  const toMs = Math.ceil(Math.max(...all.map(({ atMs }) => atMs + SECOND)) / MINUTE) * MINUTE
  const most = niceTop(Math.max(...all.map(({ tookMs }) => tookMs)) / SECOND)
  const height = POOLS.length * ROW + AXIS
  const plots = POOLS.map((_, at): Plot => {
    const box = { left: LEFT, right: WIDTH - RIGHT, top: at * ROW + NAME + 10, bottom: (at + 1) * ROW }
    return plotOf(box, { fromMs: 0, toMs }, most)
  })
  const label = POOLS.map((pool) => `${SHOWN[pool].name}: ${sayWaits(waits[pool])}`).join('; ')
  const last = plots.at(-1)
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
<style>${trusted(standalone(rules))}</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
${POOLS.map((pool, at) => {
  const plot = plots[at]
  return plot && svg`${rowOf(pool, waits[pool], plot, most, bootMs)}\n`
})}${last && timeAxis(last, minutes(toMs))}
<text class="title" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 8}" text-anchor="middle">when they asked for their server, after the class began</text>
</svg>
`.markup
}

function rowOf(pool: PoolName, waits: readonly Wait[], plot: Plot, most: number, bootMs: number): Markup {
  const { name, className } = SHOWN[pool]
  const drawn = waits.map(({ atMs, tookMs }) => ({
    fromMs: atMs,
    toMs: atMs + SECOND,
    high: tookMs / SECOND,
    className,
    title: `${sayS(tookMs)} for who came after ${sayS(atMs)}`,
  }))
  const boot = plot.y(bootMs / SECOND)
  return svg`<text class="panel" x="${plot.left}" y="${plot.top - 12}">${name}: ${sayWaits(waits)}</text>${countAxis(
    plot,
    halvesOf(most, (value) => `${value} s`),
  )}<line class="limit" x1="${plot.left}" x2="${plot.right}" y1="${boot}" y2="${boot}"/>${bars(plot, drawn, { leastWidth: 4, leastHeight: 1 })}`
}

/** `half within 1.4 s, 99 % within 7.9 s` */
export function sayWaits(waits: readonly Wait[]): string {
  const took = waits.map(({ tookMs }) => tookMs)
  return `half within ${sayS(quantile(took, 0.5))}, 99 % within ${sayS(quantile(took, 0.99))}`
}

export const sayS = (ms: number): string => `${(ms / SECOND).toFixed(1)} s`

const minutes = (toMs: number): Tick[] =>
  Array.from({ length: toMs / (MINUTE / 2) + 1 }, (_, at) => ({
    at: (at * MINUTE) / 2,
    text: at === 0 ? '0' : `${at / 2} min`,
  })).filter(({ at }) => at < toMs)

const rules: Rules = (paint) =>
  [
    `text { font-family: system-ui, 'Helvetica Neue', Arial, sans-serif }`,
    chartRules(paint),
    `.paper { fill: ${paint('paper')} } .standing { fill-opacity: 1 }`,
  ].join('\n')
