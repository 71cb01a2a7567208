import { DateTime } from 'luxon'
import { type Demand, demandPanel, PANEL_HEIGHT, WIDTH } from '../../charts/demand-panel.ts'
import { type NeededUnit, neededLevels } from '../../domain/fit/needed-levels.ts'
import type { TriedPool } from '../../domain/trial/tried-pool.ts'
import { html, type Markup, svg } from '../../markup/markup.ts'
import { more, table } from '../page/parts.ts'
import type { AnswerView } from './answer.ts'

/** What is needed of a pool around an event: a picture, and the same as a table. */
export function planSection(tried: TriedPool, { zone }: AnswerView): Markup {
  const { pool, plan } = tried
  const { unit, ...drawn } = neededLevels(plan, tried)
  const { levels } = drawn
  const [fromMs, toMs] = [plan[0]?.fromMs ?? 0, plan.at(-1)?.toMs ?? 1]
  const demand: Demand = { pool, counted: `${unit} needed, of an empty pool`, ...drawn }
  return html`<div class="picture" role="group" tabindex="0" aria-label="Plan of pool ${pool}">${svg`<svg viewBox="0 0 ${WIDTH} ${PANEL_HEIGHT}" role="img" aria-label="${`What pool ${pool} needs around the event, in ${unit}`}">
${demandPanel(demand, { fromMs, toMs, zone })}</svg>`}</div>
${more(`plan-${pool}`, 'The same as a table', levelsTable(pool, unit, levels, zone))}`
}

type Level = Demand['levels'][number]

const HEADS = { nodes: 'Nodes', placeholders: 'Placeholders', seats: 'Seats' }

function levelsTable(pool: string, unit: NeededUnit, levels: readonly Level[], zone: string): Markup {
  const at = (ms: number) => DateTime.fromMillis(ms, { zone, locale: 'en' }).toFormat('ccc d LLL HH:mm')
  return table<Level>(
    `What pool ${pool} needs around the event`,
    [
      { head: 'From', cell: ({ fromMs }) => at(fromMs) },
      { head: 'Until', cell: ({ toMs }) => at(toMs) },
      { head: HEADS[unit], cell: ({ high }) => high, isNumber: true },
      { head: 'For', cell: ({ events }) => events.join(', ') || 'the config', isText: true },
    ],
    levels,
  )
}
