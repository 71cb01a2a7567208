import { DateTime } from 'luxon'
import { type Demand, demandPanel, PANEL_HEIGHT, WIDTH } from '../../charts/demand-panel.ts'
import { eventsOf, type Segment } from '../../domain/demand/plan.ts'
import { needOf } from '../../domain/fit/need.ts'
import { sayPlainly } from '../../domain/say.ts'
import type { TriedPool } from '../../domain/trial/tried-pool.ts'
import { html, type Markup, svg } from '../../markup/markup.ts'
import { more, table } from '../page/parts.ts'
import type { AnswerView } from './answer.ts'

/** What is asked of a pool around an event, in nodes where their size is known: a picture, and the same as a table. */
export function planSection({ pool, plan, scale, limits }: TriedPool, { zone }: AnswerView): Markup {
  const unit = scale.placeholdersPerNode === undefined ? 'placeholders' : 'nodes'
  const levels = plan.map((segment) => levelOf(segment, scale))
  const limit = leastOf(limits, unit, scale.placeholdersPerNode ?? 1)
  const [fromMs, toMs] = [plan[0]?.fromMs ?? 0, plan.at(-1)?.toMs ?? 1]
  const demand: Demand = {
    pool,
    counted: `${unit} needed, of an empty pool`,
    levels,
    // One that is far above would leave no room for what is asked.
    ...(limit !== undefined && limit <= SEEN * Math.max(1, ...levels.map(({ high }) => high)) ? { most: limit } : {}),
  }
  return html`<div class="picture" role="group" tabindex="0" aria-label="Plan of pool ${pool}">${svg`<svg viewBox="0 0 ${WIDTH} ${PANEL_HEIGHT}" role="img" aria-label="${`What pool ${pool} needs around the event, in ${unit}`}">
${demandPanel(demand, { fromMs, toMs, zone })}</svg>`}</div>
${more(`plan-${pool}`, 'The same as a table', levelsTable(pool, unit, levels, zone))}`
}

const SEEN = 3

/** In the unit that is drawn; undefined where nothing limits it. */
function leastOf(limits: TriedPool['limits'], unit: string, perNode: number): number | undefined {
  const most = limits.flatMap((one) => {
    if (one.of === unit) return [one.most]
    return one.of === 'placeholders' ? [Math.ceil(one.most / perNode)] : []
  })
  return most.length > 0 ? Math.min(...most) : undefined
}

type Level = Demand['levels'][number]

function levelOf(segment: Segment, scale: TriedPool['scale']): Level {
  const { nodes, placeholders } = needOf(segment.demands, scale)
  const { fromMs, toMs } = segment
  return { fromMs, toMs, high: nodes ?? placeholders, events: eventsOf(segment).map(sayPlainly) }
}

function levelsTable(pool: string, unit: string, levels: readonly Level[], zone: string): Markup {
  const at = (ms: number) => DateTime.fromMillis(ms, { zone, locale: 'en' }).toFormat('ccc d LLL HH:mm')
  return table<Level>(
    `What pool ${pool} needs around the event`,
    [
      { head: 'From', cell: ({ fromMs }) => at(fromMs) },
      { head: 'Until', cell: ({ toMs }) => at(toMs) },
      { head: unit === 'nodes' ? 'Nodes' : 'Placeholders', cell: ({ high }) => high, isNumber: true },
      { head: 'For', cell: ({ events }) => events.join(', ') || 'the config', isText: true },
    ],
    levels,
  )
}
