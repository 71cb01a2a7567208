import { parseInstant, sayTime } from '../../domain/instant.ts'
import { sayCount } from '../../domain/say.ts'
import type { Colour, Paint } from '../../terminal/paint.ts'
import { sayTable } from '../../terminal/table.ts'
import type { Shown } from './shown.ts'

export const PLAIN: Paint = (_, text) => text

type Pool = Shown['pools'][number]
type Occurrence = Shown['events'][number]

/** So many are read at a terminal; `-o json` has all. */
const MOST_DOINGS = 5
const MOST_EVENTS = 8
const MOST_PAST = 5
const MOST_PROBLEMS = 20

const COLOURS: Readonly<Record<string, Colour[]>> = {
  well: ['green'],
  waiting: ['gray'],
  warning: ['yellow'],
  bad: ['red', 'bold'],
}

/** The page for a terminal: what changes only when something does, and below it of when it is. */
export interface Said {
  readonly body: string
  readonly foot: string
}

export function sayStatus(shown: Shown, paint: Paint = PLAIN): Said {
  const { verdict, dryRun } = shown
  const mark = paint(COLOURS[verdict.state] ?? ['yellow'], `● ${verdict.text}`)
  const parts = [
    [
      mark,
      ...verdict.parts.map((part) => `  ${part}`),
      ...(dryRun ? ['  Dry run: it decides, and writes nothing'] : []),
    ],
    doings(shown),
    pools(shown, paint),
    coming(shown),
    past(shown),
    problems(shown, paint),
  ]
  return {
    body: parts
      .filter(({ length }) => length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
    foot: foot(shown),
  }
}

const doings = ({ verdict: { causes } }: Shown): string[] => {
  if (causes.length === 0) return []
  const said = causes
    .slice(0, MOST_DOINGS)
    .flatMap(({ pool, text, doing }) => [
      `  ${pool === undefined ? '' : `${pool}: `}${text}`,
      `    → ${doing.text}:`,
      `      ${doing.copy}`,
    ])
  return ['What can be done now', ...said]
}

const HEADS = ['pool', 'people', 'waiting', 'seats open', 'nodes', 'placeholders', 'next']

function pools(shown: Shown, paint: Paint): string[] {
  if (shown.pools.length === 0) return []
  const rows = shown.pools.map((pool) => [
    pool.name,
    `${pool.users.onNodes}`,
    `${pool.users.waiting}`,
    `${pool.openSeats}`,
    sayNodes(pool),
    `${pool.placeholders.onNodes} of ${pool.desired}`,
    sayNext(pool, shown),
  ])
  const [head = '', ...lines] = sayTable(HEADS, rows).split('\n')
  const said = shown.pools.flatMap((pool, index) => [
    pool.users.waiting > 0 ? paint(['red'], lines[index] ?? '') : (lines[index] ?? ''),
    ...sayMost(pool),
    ...pool.byHand.map((hand) => `  by hand: ${hand}`),
  ])
  return [paint(['bold'], head), ...said]
}

/** What the values say is known to who wrote them. */
const sayMost = ({ most }: Pool): string[] =>
  most?.isDefault ? [`  at most ${sayCount(most.placeholders, 'placeholder')} (${most.because})`] : []

function sayNodes({ nodes: { usable, booting, cordoned } }: Pool): string {
  const more = [...(booting > 0 ? [`${booting} booting`] : []), ...(cordoned > 0 ? [`${cordoned} cordoned`] : [])]
  return more.length > 0 ? `${usable} (${more.join(', ')})` : `${usable}`
}

function sayNext({ next }: Pool, shown: Shown): string {
  if (!next) return '–'
  const who = next.events.length > 0 ? next.events.map((title) => `"${title}"`).join(', ') : 'the config'
  return `${timeOf(next.at, shown)} ${who}: ${next.asks}`
}

function coming(shown: Shown): string[] {
  const { events } = shown
  if (events.length === 0) return []
  const rows = events
    .slice(0, MOST_EVENTS)
    .map((one) => [
      `  ${timeOf(one.from, shown)}–${timeOf(one.to, shown)}`,
      one.isNow ? 'now' : '',
      one.title,
      one.asks.map(sayAsk).join(', '),
    ])
  return ['Classes', ...sayTable([], rows).split('\n').slice(1), ...more(events.length - MOST_EVENTS)]
}

const sayAsk = ({ pool, amount, unit, isAuto }: Occurrence['asks'][number]): string =>
  `${pool}: ${isAuto ? 'as many as come' : `${amount} ${unit}`}`

function past(shown: Shown): string[] {
  if (shown.classes.length === 0) return []
  const said = shown.classes
    .slice(0, MOST_PAST)
    .map(
      ({ startsAt, title = 'a class', pool, text, advice }) =>
        `  ${timeOf(startsAt, shown)} ${title} (${pool}): ${text}${advice === undefined ? '' : `. ${advice}`}`,
    )
  return ['Classes that were', ...said]
}

function problems({ problems: all }: Shown, paint: Paint): string[] {
  if (all.length === 0) return []
  const said = all.slice(0, MOST_PROBLEMS).map(({ level, where, text }) => {
    const [mark, colour] = level === 'bad' ? (['✗', 'red'] as const) : (['!', 'yellow'] as const)
    return `  ${paint([colour], mark)} ${where}: ${text}`
  })
  return ['Problems', ...said, ...more(all.length - MOST_PROBLEMS)]
}

const more = (count: number): string[] => (count > 0 ? [`  and ${count} more: -o json`] : [])

function foot(shown: Shown): string {
  const { release, zone, leader, leading, at } = shown
  const leads = leading ? 'it leads' : leader === undefined ? 'nobody leads' : `${leader} leads`
  const version = release.version === '' ? '' : ` ${release.version}`
  return `Of ${timeOf(at, shown)} (${zone}), told by ${release.identity || 'a replica'}${version}; ${leads}`
}

/** With the day where it is another one. */
function timeOf(instant: string, { at, zone }: Shown): string {
  const ms = parseInstant(instant)
  return ms === undefined ? instant : sayTime(ms, parseInstant(at) ?? ms, zone)
}
