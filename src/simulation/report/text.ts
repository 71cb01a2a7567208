import { LONG_WAIT_MS, sayWait } from '../../domain/duration.ts'
import { linesOfVerdict, sayClass, sayVerdict } from '../../domain/verdict/say.ts'
import type { NamedVerdict } from '../../domain/verdict/verdict.ts'
import { numberColumns } from '../../terminal/table.ts'
import type { Played } from '../played.ts'
import { namePolicy } from '../policies/policy.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { sayCordons, sayNodeTurn } from './cordons.ts'
import { dayTime } from './drawing/times.ts'
import { costOfClass, costOfPlayed, sayMoney } from './money.ts'
import { percent, sayHours } from './numbers.ts'
import { sayTurn } from './words.ts'

/** The comparison for a terminal: what people felt, what it cost, and what the product did because of what. */
export function textReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, about, scenario, warnings } = rehearsal
  const time = dayTime(rehearsal)
  const lines = [title, ...(about ? [about.replaceAll(/\s*\n\s*/g, ' ')] : []), '']
  for (const { where, text } of warnings) lines.push(`warning: ${where}: ${text}`)
  lines.push(
    ...numberColumns(
      [HEAD, ...outcomes.map(row)].map((cells, at) => [...cells, ...costCells(at, outcomes, rehearsal)]),
    ),
    '',
  )
  lines.push(...outcomes.map(verdict), ...sayCordons(outcomes))
  const own = outcomes.find(({ policy }) => policy.at === 'warmseats')
  lines.push(...classes(own?.verdicts ?? [], rehearsal))
  const turns = own?.turns ?? []
  if (turns.length > 0) lines.push('', 'What Warmseats did')
  const shown = turns.slice(0, SHOWN)
  for (const turn of shown) lines.push(`  ${sayTurn(turn, time)}`)
  if (turns.length > SHOWN) lines.push(`  … and ${turns.length - SHOWN} more; --output json has them all`)
  const nodeTurns = outcomes.flatMap((one) => one.nodeTurns)
  if (nodeTurns.length > 0) lines.push('', 'What its utilization policy did')
  for (const turn of nodeTurns.slice(0, SHOWN)) lines.push(`  ${time(turn.atMs)}  ${sayNodeTurn(turn)}`)
  if (nodeTurns.length > SHOWN) lines.push(`  … and ${nodeTurns.length - SHOWN} more; --output json has them all`)
  const complaints = outcomes.flatMap((one) => one.complaints)
  if (complaints.length > 0) lines.push('', 'What Warmseats complained about')
  for (const { atMs, where, text } of complaints) lines.push(`  ${time(atMs)}  ${where}: ${text}`)
  lines.push('', `${time(scenario.startMs)} to ${time(scenario.endMs)}, seed ${scenario.seed}`)
  return lines.join('\n')
}

/** What the product itself says of each class; each sentence on a line of its own. */
function classes(verdicts: readonly NamedVerdict[], rehearsal: Rehearsal): string[] {
  const { scenario } = rehearsal
  if (verdicts.length === 0) return []
  const zone = scenario.config.calendar.timezone ?? 'utc'
  const shown = verdicts
    .slice(0, SHOWN)
    .flatMap((one) => [
      `  ${sayClass(one, zone)}: ${sayVerdict(one)}`,
      ...[...linesOfVerdict(one, zone), ...sayCost(one, rehearsal)].map((line) => `    ${line}`),
    ])
  const more = verdicts.length > SHOWN ? [`  … and ${verdicts.length - SHOWN} more; --output json has them all`] : []
  return ['', 'What became of its classes', ...shown, ...more]
}

function sayCost(verdict: NamedVerdict, rehearsal: Rehearsal): string[] {
  const cost = costOfClass(verdict, rehearsal)
  return cost === undefined ? [] : [`its nodes cost ${sayMoney(cost)} while its people came`]
}

const SHOWN = 25

const HEAD = ['', 'people', 'p50', 'p99', 'longest', '> 30 s', 'node-hours', 'wasted', 'boots', 'evictions']

const row = ({ policy, waits, nodeHours, boots, evictions }: Played): string[] => [
  namePolicy(policy),
  String(waits.people),
  sayWait(waits.p50Ms),
  sayWait(waits.p99Ms),
  sayWait(waits.maxMs),
  String(waits.beyond),
  sayHours(nodeHours.paid),
  `${sayHours(nodeHours.wasted)} (${percent(nodeHours.wasted, nodeHours.paid)})`,
  String(boots),
  String(evictions),
]

/** One more column, where nodes have a price. */
function costCells(row: number, outcomes: readonly Played[], rehearsal: Rehearsal): string[] {
  const costs = outcomes.flatMap((one) => costOfPlayed(one, rehearsal) ?? [])
  if (costs.length === 0) return []
  return row === 0 ? ['cost'] : costs.slice(row - 1, row).map(sayMoney)
}

/** `With Warmseats, 0 of 350 people waited more than 30 s.` */
export function verdict({ policy, name, waits }: Played): string {
  const who = `${waits.beyond} of ${waits.people} ${waits.people === 1 ? 'person' : 'people'}`
  const unserved = waits.unserved > 0 ? `; ${waits.unserved} never got a server` : ''
  return `With ${policy.at === 'warmseats' ? name : name.toLowerCase()}, ${who} waited more than ${LONG_WAIT_MS / 1000} s${unserved}.`
}
