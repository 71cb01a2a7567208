import { DateTime } from 'luxon'
import { sayAmounts } from '../../domain/calendar/say-ask.ts'
import { explainLeadTime } from '../../domain/decide/explanation.ts'
import { type LeadTime, sayLeadTime } from '../../domain/demand/lead-time.ts'
import type { LeadTimes } from '../../domain/demand/learned-leads.ts'
import { eventsOf } from '../../domain/demand/plan.ts'
import type { FittedPool, FittedSegment } from '../../domain/fit/fit-plan.ts'
import type { PoolScale } from '../../domain/fit/pool-scale.ts'
import { sayLimits } from '../../domain/fit/say-need.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { Problem } from '../../domain/problem.ts'
import { sayCount } from '../../domain/say.ts'
import { sayResources } from '../../domain/scheduling/resources.ts'
import { sayTable } from '../../terminal/table.ts'

/** All that a plan says. */
export interface Planned {
  readonly pools: ReadonlyMap<string, FittedPool>
  readonly problems: readonly Problem[]
  /** Nothing is wrong, and it may be. */
  readonly remarks: readonly Problem[]
  readonly leads: LeadTimes
  readonly zone: string
}

export function planJson({ pools, problems, remarks, leads }: Planned): string {
  const plain = [...pools].map(([name, { segments }]) => [name, segments.map(plainSegment)])
  const room = [...pools].map(([name, { scale, limits }]) => [name, { ...plainScale(scale), limits }])
  const leadTimes = Object.fromEntries([...leads].map(([name, lead]) => [name, explainLeadTime(lead)]))
  return JSON.stringify(
    { pools: Object.fromEntries(plain), room: Object.fromEntries(room), leadTimes, problems, remarks },
    null,
    2,
  )
}

const plainSegment = ({ fromMs, toMs, demands, need, cost, ...segment }: FittedSegment) => ({
  from: sayInstant(fromMs),
  to: sayInstant(toMs),
  demand: Object.fromEntries(
    demands.map(({ unit, amount, isAuto }) => [unit, isAuto && amount === 0 ? 'auto' : amount]),
  ),
  seat: seatSaid(demands),
  events: eventsOf({ ...segment, fromMs, toMs, demands }),
  placeholders: need.placeholders,
  nodes: need.nodes,
  cost,
})

/** What a seat requests at least meanwhile, where an event says so. */
function seatSaid(demands: FittedSegment['demands']) {
  const seat = demands.find((one) => one.seat)?.seat
  return seat && sayResources(seat)
}

const plainScale = ({ seat, placeholder, isGuess, perPlaceholder, perNode, placeholdersPerNode }: PoolScale) => ({
  seat: seat && sayResources(seat),
  placeholder: isGuess ? undefined : sayResources(placeholder),
  seatsPerPlaceholder: seat && !isGuess ? perPlaceholder : undefined,
  seatsPerNode: perNode,
  placeholdersPerNode,
})

export function planText({ pools, problems, remarks, leads, zone }: Planned): string {
  const lines = [...pools].flatMap(([name, pool]) => [
    `${name} (${zone === 'utc' ? 'UTC' : zone})${sayAuto(leads.get(name))}`,
    ...sayTable(...tableOf(pool, zone))
      .split('\n')
      .map((line) => `  ${line}`),
    ...sayScale(pool).map((line) => `  ${line}`),
    '',
  ])
  if (pools.size === 0) lines.push('The config has no pools.', '')
  lines.push(...sayList('Problems', problems), ...sayList('Remarks', remarks))
  return lines.join('\n').trimEnd()
}

const sayList = (head: string, all: readonly Problem[]): string[] =>
  all.length > 0 ? [head, ...all.map(({ where, text }) => `  ${where}: ${text}`), ''] : []

const sayAuto = (lead: LeadTime | undefined) => (lead ? `, auto lead time ${sayLeadTime(lead)}` : '')

/** A column for each thing that is known. */
function tableOf({ segments }: FittedPool, zone: string): [head: string[], rows: string[][]] {
  const time = (ms: number) => DateTime.fromMillis(ms, { zone, locale: 'en' }).toFormat('ccc yyyy-LL-dd HH:mm')
  const columns: [head: string, cell: (segment: FittedSegment) => string, isKnown: boolean][] = [
    ['from', ({ fromMs }) => time(fromMs), true],
    ['to', ({ toMs }) => time(toMs), true],
    ['asks', ({ demands }) => sayAmounts(demands), true],
    ['placeholders', ({ need }) => String(need.placeholders ?? '?'), hasPeople(segments)],
    ['nodes', ({ need }) => String(need.nodes ?? '?'), hasNodes(segments)],
    ['cost', ({ cost = 0 }) => cost.toFixed(2), segments.some(({ cost }) => cost !== undefined)],
    ['because of', (segment) => eventsOf(segment).join(', ') || 'the config', true],
  ]
  const known = columns.filter(([, , isKnown]) => isKnown)
  return [known.map(([head]) => head), segments.map((segment) => known.map(([, cell]) => cell(segment)))]
}

const hasPeople = (segments: readonly FittedSegment[]) => segments.some(({ need }) => need.seats > 0)

const hasNodes = (segments: readonly FittedSegment[]) => segments.some(({ need }) => need.nodes !== undefined)

/** What the numbers are reckoned with, and what there can be at most. */
function sayScale({ scale, limits, segments }: FittedPool): string[] {
  const { seat, isGuess, perPlaceholder, perNode } = scale
  const cost = segments.reduce((sum, one) => sum + (one.cost ?? 0), 0)
  const people = [
    seat ? `a seat requests ${sayRequests(seat)}` : 'what a seat requests is not known: give `seat`, or the state',
    ...(seat ? [isGuess ? GUESS : `a placeholder holds ${sayCount(perPlaceholder, 'seat')}`] : []),
    perNode === undefined ? 'what a node holds is not known yet' : `a node ${sayCount(perNode, 'seat')}`,
  ]
  const most = sayLimits(limits, 'at most')
  const said = [
    ...(hasPeople(segments) ? people : []),
    ...(most === '' ? [] : [most]),
    ...(segments.some((one) => one.cost !== undefined) ? [`${cost.toFixed(2)} in all`] : []),
  ]
  return said.length > 0 ? [said.join('; ')] : []
}

const GUESS = 'how large a placeholder will be is not known yet'

const sayRequests = (resources: NonNullable<PoolScale['seat']>): string =>
  Object.entries(sayResources(resources))
    .map(([name, amount]) => `${amount} ${name}`)
    .join(' and ')
