import { DateTime } from 'luxon'
import { parseInstant } from '../../domain/instant.ts'
import type { KnownHalfHour, KnownPool } from '../../domain/known/known.ts'
import { drawCurve, sayCame, sayName, saySaved } from '../../domain/known/say.ts'
import type { KnownSeries } from '../../domain/known/series.ts'
import { sayPlainly } from '../../domain/say.ts'
import { sayTable } from '../../terminal/table.ts'
import type { Answer } from '../answer.ts'
import { chosenIn } from './choose.ts'
import { type Known, type KnownOptions, readKnown } from './read.ts'

export interface ForecastOptions extends KnownOptions {
  /** One series alone: its name as it is printed, or the title of its class. */
  readonly series?: string | undefined
  readonly output: 'json' | 'text'
}

/** What is known of who comes to each class, and in half-hours without one. @throws InputError, ConnectionError */
export async function forecast(options: ForecastOptions, nowMs: number): Promise<Answer> {
  const all = await readKnown(options, nowMs)
  const known = options.series === undefined ? all : { ...all, pools: onlyIn(all.pools, options.series) }
  const { pools, zone, warnings } = known
  const text =
    options.output === 'json' ? JSON.stringify({ zone, pools, problems: warnings }, null, 2) : knownText(known)
  return { text, unread: known.unread }
}

function onlyIn(pools: readonly KnownPool[], name: string): KnownPool[] {
  const chosen = new Set(chosenIn(pools, name).map(({ key }) => key))
  return pools.flatMap(({ saved: _, ...pool }) => {
    const series = pool.series.filter(({ key }) => chosen.has(key))
    return series.length > 0 ? [{ ...pool, series, halfHours: [] }] : []
  })
}

/** The same for a terminal. */
export function knownText({ pools, zone, warnings }: Known): string {
  const lines = pools.flatMap((pool) => [
    `${pool.pool} (${sayZone(zone)}), forecast.history: ${pool.history}`,
    ...poolLines(pool, zone),
    '',
  ])
  if (pools.length === 0) lines.push('The config has no pools.', '')
  if (warnings.length > 0) lines.push('Problems', ...warnings.map(({ where, text }) => `  ${where}: ${text}`))
  return lines.join('\n').trimEnd()
}

const sayZone = (zone: string) => (zone === 'utc' ? 'UTC' : zone)

const NOTHING: Readonly<Record<KnownPool['history'], string>> = {
  off: '  Nothing is remembered of classes: the history is off.',
  show: '  No class is remembered yet: each is, 45 minutes after its start.',
  on: '  No class is remembered yet: each is, 45 minutes after its start.',
}

const poolLines = ({ series, halfHours, saved, history }: KnownPool, zone: string): string[] => [
  ...(series.length === 0 ? [NOTHING[history]] : series.flatMap((one) => seriesLines(one, zone))),
  ...(saved ? [`  ${saySaved(saved)}`] : []),
  ...halfHourLines(halfHours),
]

function seriesLines({ times, next, curve, saved, ...one }: KnownSeries, zone: string): string[] {
  const { when, id } = one
  const name = one.title === undefined ? sayName(one) : `${sayPlainly(one.title)}, ${when}`
  const rows = [
    ['came', times.map(sayCame).join(', ')],
    ['next', [sayNext(next, zone), next.because].filter((part) => part !== '').join('; ')],
    ['they come', `${drawCurve(curve.shares)} from half an hour before, half by ${curve.halfBy}`],
    ...(saved ? [['saved', saySaved(saved)]] : []),
  ]
  return [`  ${name}  [${id}]`, ...rows.map(([term = '', is = '']) => `    ${term.padEnd(9)}  ${is}`)]
}

function sayNext({ at, announced }: KnownSeries['next'], zone: string): string {
  if (at === undefined) return 'not in the calendar'
  const time = DateTime.fromMillis(parseInstant(at) ?? 0, { zone, locale: 'en' }).toFormat('ccc yyyy-LL-dd HH:mm')
  return `${time}, ${announced ? `${announced} announced` : 'students: auto'}`
}

/** More nobody reads; all are in the JSON. */
const MOST_HALF_HOURS = 20

function halfHourLines(halfHours: readonly KnownHalfHour[]): string[] {
  if (halfHours.length === 0) return []
  const largest = new Set(halfHours.toSorted((a, b) => b.room - a.room).slice(0, MOST_HALF_HOURS))
  const rows = halfHours
    .filter((one) => largest.has(one))
    .map(({ when, came, room }) => [when, came.join(', '), String(room)])
  const more = halfHours.length - rows.length
  return [
    '  Half-hours in which people come though no event says so',
    ...sayTable(['when', 'came, the newest first', 'room for'], rows)
      .split('\n')
      .map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${more} more with fewer (-o json)`] : []),
  ]
}
