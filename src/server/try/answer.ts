import { titleOf } from '../../domain/calendar/event-name.ts'
import { sayAmounts } from '../../domain/calendar/say-ask.ts'
import { sayLeadTime } from '../../domain/demand/lead-time.ts'
import { sayDuration } from '../../domain/duration.ts'
import { saySteps } from '../../domain/fit/say-need.ts'
import { sayInstant } from '../../domain/instant.ts'
import { sayPlainly } from '../../domain/say.ts'
import type { Tried } from '../../domain/trial/trial.ts'
import type { TriedPool } from '../../domain/trial/tried-pool.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { facts, section } from '../page/parts.ts'
import { timesOf } from '../page/times.ts'
import { planSection } from './plan.ts'
import { sayFit, sayLead, saysShort } from './words.ts'

export interface AnswerView {
  readonly zone: string
  readonly nowMs: number
}

/** What comes of an event: the verdict, what is wrong, and pool by pool what it would do. */
export function answer(tried: Tried, view: AnswerView): Markup {
  const { state, text } = verdictOf(tried, view)
  const time = timesOf({ at: sayInstant(view.nowMs), zone: view.zone })
  const at = (ms: number) => time(sayInstant(ms))
  return html`<section id="top" class="${state}" aria-label="Answer"><p class="verdict">${text}</p>
${facts([
  ['Event', sayPlainly(titleOf({ summary: tried.title }))],
  ['When', html`${at(tried.startMs)} to ${at(tried.endMs)}`],
])}</section>
${said('problems', 'To be mended', 'bad', tried.problems)}
${said('remarks', 'Remarks', 'warning', [...tried.remarks, ...(tried.replaces ? [REPLACES] : [])])}
${tried.pools.map((pool) => poolSection(pool, tried, at, view))}`
}

const REPLACES = 'An event of this title at this time is in the calendar already: here this text stands in its place.'

const said = (id: string, heading: string, level: string, texts: readonly string[]): Markup | undefined =>
  texts.length === 0
    ? undefined
    : section(
        id,
        heading,
        html`<ul class="problems">${texts.map((text) => html`<li class="${level}">${text}</li>\n`)}</ul>`,
      )

const NOTHING = 'It asks for nothing. A line with how many people come counts, on a line of its own: `students: 350`.'

/** The worst first. */
function verdictOf(
  { pools, problems, startMs }: Tried,
  { zone }: AnswerView,
): { readonly state: string; readonly text: string } {
  if (pools.length === 0)
    return { state: 'bad', text: problems.length > 0 ? 'It asks for nothing as it is written.' : NOTHING }
  const asked = pools.map((one) => `${sayAmounts(one.asks)} in pool ${one.pool}`).join(', ')
  const [short] = pools.flatMap((one) => saysShort(one, zone) ?? [])
  if (short !== undefined) return { state: 'bad', text: `It asks ${asked}, and does not fit: ${short}.` }
  if (problems.length > 0) return { state: 'warning', text: `It asks ${asked}; not all of it counts as it is written.` }
  const late = Math.max(...pools.map(({ readyMs }) => readyMs - startMs))
  if (late > 0)
    return {
      state: 'warning',
      text: `It asks ${asked}, and nodes that have to come may be ${sayDuration(late)} late: a line \`leadTime: auto\` makes room in time.`,
    }
  return { state: 'well', text: `It asks ${asked}, and room is there when it begins.` }
}

function poolSection(pool: TriedPool, { startMs }: Tried, at: (ms: number) => Markup, view: AnswerView): Markup {
  const rows: readonly (readonly [string, Part])[] = [
    ['It asks', sayAmounts(pool.asks)],
    ['Of an empty pool that is', saySteps(pool.need, pool.scale)],
    ['Room opens', html`${at(pool.opensMs)}, ${sayLead(startMs - pool.opensMs)}`],
    ['Nodes are ready by', html`${at(pool.readyMs)} (they take ${sayLeadTime(pool.leadTime)})`],
    ['It counts until', at(pool.closesMs)],
    ...(pool.beside ? ([['With what is beside it', sayBeside(pool)]] as const) : []),
    ['Does it fit?', sayFit(pool, view.zone)],
  ]
  return section(
    `pool-${pool.pool}`,
    `Pool ${pool.pool}`,
    facts(rows),
    html`<p class="soft">Seats that are free when it opens are counted then, so fewer nodes may have to come.</p>`,
    planSection(pool, view),
  )
}

const sayBeside = (pool: TriedPool): string => {
  const { need, events } = pool.beside ?? { need: pool.need, events: [] }
  const others = events.map((title) => `"${sayPlainly(title)}"`)
  const more = others.length > 4 ? ` and ${others.length - 4} more` : ''
  return `${saySteps(need, pool.scale)} for ${others.slice(0, 4).join(', ')}${more}`
}
