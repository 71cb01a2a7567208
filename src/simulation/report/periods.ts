import { DateTime } from 'luxon'
import type { Span } from '../../charts/plot.ts'
import { DAY_MS, HOUR_MS, LONG_WAIT_MS, MINUTE_MS, sayWait } from '../../domain/duration.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { EVERY_MS, type Sample, type Stand } from '../tally/series.ts'
import { nodesIn } from './drawing/chart-said.ts'
import { daysOf } from './drawing/days.ts'
import { layoutFor } from './drawing/layout.ts'
import { costOfHours, pricedPools, sayMoney } from './money.ts'
import { sayHours } from './numbers.ts'
import { table } from './table.ts'

/** What the charts show as tables, one a policy that was played: for who does not see charts, or wants the numbers. */
export function periods(outcomes: readonly Played[], rehearsal: Rehearsal): Markup {
  const { spans, format, heading } = periodsOf(rehearsal)
  const { isWide } = layoutFor(rehearsal.scenario)
  const played = outcomes.filter(({ samples }) => samples.length > 0)
  const head = ['time', ...HEAD, ...(pricedPools(rehearsal).length > 0 ? ['cost'] : [])]
  const say = ({ fromMs }: Span) =>
    DateTime.fromMillis(fromMs, { zone: rehearsal.timezone, locale: 'en' }).toFormat(format)
  return html`<h2>${heading}</h2>${played.map((outcome, at) => {
    const rows = rowsOf(outcome, spans, rehearsal).map((cells, row) => [say(spans[row] ?? NOWHEN), ...cells])
    const open = at === 0 && isWide ? html` open` : undefined
    return html`<details${open}><summary>${outcome.name}</summary>${table({ label: `${heading}: ${outcome.name}`, head, rows })}</details>`
  })}`
}

const NOWHEN: Span = { fromMs: 0, toMs: 0 }

const HEAD = [
  'came',
  'waited more than 30 s',
  'longest wait',
  'most at work',
  'most waiting',
  'most seats',
  'most nodes',
  'node-hours',
]

interface Periods {
  readonly spans: readonly Span[]
  readonly format: string
  readonly heading: string
}

const STEPS = [5, 15, 30, 60].map((minutes) => minutes * MINUTE_MS)
const MOST = 24

/** Quarters of an hour, hours, days, weeks: so long that there are not too many. */
function periodsOf({ scenario, timezone }: Rehearsal): Periods {
  const span = { fromMs: scenario.startMs, toMs: scenario.endMs }
  const step = STEPS.find((ms) => (span.toMs - span.fromMs) / ms <= MOST)
  if (step !== undefined)
    return {
      spans: stepsOf(span, step),
      format: 'HH:mm',
      heading: step < HOUR_MS ? `Every ${step / MINUTE_MS} minutes` : 'Hour by hour',
    }
  const days = daysOf(span, timezone)
  if (days.length <= 3) return { spans: stepsOf(span, HOUR_MS), format: 'ccc HH:mm', heading: 'Hour by hour' }
  if (span.toMs - span.fromMs <= 35 * DAY_MS) return { spans: days, format: 'ccc d LLL', heading: 'Day by day' }
  return {
    spans: Array.from({ length: Math.ceil(days.length / 7) }, (_, at) => weekOf(days, at)),
    format: "'from' d LLL",
    heading: 'Week by week',
  }
}

/** Of the clock's own hours: the first may be cut. */
function stepsOf({ fromMs, toMs }: Span, step: number): Span[] {
  const first = Math.floor(fromMs / step) * step
  return Array.from({ length: Math.ceil((toMs - first) / step) }, (_, at) => ({
    fromMs: Math.max(fromMs, first + at * step),
    toMs: Math.min(toMs, first + (at + 1) * step),
  }))
}

function weekOf(days: readonly Span[], at: number): Span {
  const own = days.slice(at * 7, at * 7 + 7)
  return { fromMs: own[0]?.fromMs ?? 0, toMs: own.at(-1)?.toMs ?? 0 }
}

function rowsOf({ samples, everybody }: Played, spans: readonly Span[], rehearsal: Rehearsal): Part[][] {
  const indexOf = (ms: number) => spans.findIndex(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
  const stood = Map.groupBy(samples, ({ atMs }) => indexOf(atMs))
  const came = Map.groupBy(everybody, ({ atMs }) => indexOf(atMs))
  return spans.map((_, at) => {
    const waits = (came.get(at) ?? []).map(({ waitedMs }) => waitedMs)
    const all = stood.get(at) ?? []
    const late = waits.filter((ms) => ms > LONG_WAIT_MS).length
    const hours = hoursIn(all, rehearsal)
    const cost = costOfHours(hours, rehearsal)
    return [
      waits.length,
      late > 0 ? html`<b class="bad">${late}</b>` : 0,
      waits.length > 0 ? sayWait(highest(waits)) : '–',
      highest(all.map(({ users }) => users)),
      highest(all.map(({ waiting }) => waiting)),
      highest(all.map(({ seats }) => seats)),
      highest(all.map(nodesIn)),
      sayHours(Object.values(hours).reduce((sum, one) => sum + one, 0)),
      ...(cost === undefined ? [] : [sayMoney(cost)]),
    ]
  })
}

/** Of each pool, as its nodes were seen once a minute. */
function hoursIn(samples: readonly Sample[], { scenario }: Rehearsal): Record<string, number> {
  const [only] = scenario.pools
  const standOf = (sample: Sample, pool: string): Stand | undefined =>
    sample.pools?.[pool] ?? (pool === only?.name ? sample : undefined)
  return Object.fromEntries(
    scenario.pools.map(({ name }) => [
      name,
      samples.reduce((sum, sample) => {
        const stand = standOf(sample, name)
        return sum + (stand ? nodesIn(stand) : 0)
      }, 0) *
        (EVERY_MS / HOUR_MS),
    ]),
  )
}

const highest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), 0)
