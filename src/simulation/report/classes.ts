import { titleOf } from '../../domain/calendar/event-name.ts'
import { sayWait } from '../../domain/duration.ts'
import { sayAdvice } from '../../domain/verdict/say.ts'
import type { NamedVerdict } from '../../domain/verdict/verdict.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { dayTime, timeOfDay } from './drawing/times.ts'
import { costOfClass, pricedPools, sayMoney } from './money.ts'
import { sayHours } from './numbers.ts'
import { firstOf } from './table.ts'

const HEADING = 'What became of its classes'

/** The verdict of each class, as the product itself made it; nothing in a scenario without events. */
export function classes(outcomes: readonly Played[], rehearsal: Rehearsal): Markup {
  const verdicts = outcomes.find(({ policy }) => policy.at === 'warmseats')?.verdicts ?? []
  if (rehearsal.events.length === 0) return html``
  if (verdicts.length === 0) return html`<h2>${HEADING}</h2><p>${NONE}</p>`
  const columns = columnsOf(rehearsal)
  return html`${firstOf(
    HEADING,
    {
      head: columns.map(({ head }) => head),
      rows: verdicts.toSorted((a, b) => a.startMs - b.startMs).map((one) => columns.map(({ cell }) => cell(one))),
      texts: ['pool', 'what would have helped'],
    },
    MOST,
  )}<p class="note">${MEANING}</p>`
}

/** Two weeks of two classes a day. */
const MOST = 20

const NONE =
  'A class has its verdict 45 minutes after its start, if it asked for students: none of these did, or the scenario ended before.'
const MEANING =
  'Came are the people of half an hour before its start to 45 minutes after it. Node-hours are counted from when room opened for it; perfect timing is each node asked for so early that it is ready when its first person comes. Who waits still after these 45 minutes has waited until then.'

interface Column {
  readonly head: string
  readonly cell: (verdict: NamedVerdict) => Part
}

function columnsOf(rehearsal: Rehearsal): Column[] {
  const time = dayTime(rehearsal)
  const several = rehearsal.scenario.pools.length > 1
  return [
    { head: 'class', cell: ({ startMs, title }) => `${time(startMs)} ${titleOf({ summary: title })}` },
    ...(several ? [{ head: 'pool', cell: ({ pool }: NamedVerdict) => pool }] : []),
    { head: 'announced', cell: ({ announced }) => (announced > 0 ? announced : NOT_SAID) },
    { head: 'came', cell: ({ came }) => came },
    { head: 'seats ready at its start', cell: ({ readyAtStart = NOT_SAID }) => readyAtStart },
    {
      head: 'seats for all who came',
      cell: ({ startMs, allReadyMs }) => sayAllReady(startMs, allReadyMs, timeOfDay(rehearsal)),
    },
    { head: 'waited more than 30 s', cell: ({ late }) => (late > 0 ? html`<b class="bad">${late}</b>` : 0) },
    { head: 'longest wait', cell: ({ late, longestMs }) => (late > 0 ? sayWait(longestMs) : NOT_SAID) },
    { head: 'node-hours', cell: ({ cost }) => (cost ? sayHours(cost.paid) : NOT_SAID) },
    { head: 'of these used', cell: ({ cost }) => (cost ? sayHours(cost.used) : NOT_SAID) },
    { head: 'perfect timing', cell: ({ cost }) => (cost ? sayHours(cost.oracle) : NOT_SAID) },
    ...(pricedPools(rehearsal).length > 0
      ? [{ head: 'cost', cell: (one: NamedVerdict) => moneyCell(costOfClass(one, rehearsal)) }]
      : []),
    { head: 'what would have helped', cell: ({ advice }) => (advice ? sayAdvice(advice) : NOT_SAID) },
  ]
}

const NOT_SAID = '–'

const moneyCell = (amount: number | undefined): string => (amount === undefined ? NOT_SAID : sayMoney(amount))

const sayAllReady = (startMs: number, afterMs: number | undefined, time: (ms: number) => string): string =>
  afterMs === undefined ? 'never' : time(startMs + afterMs)
