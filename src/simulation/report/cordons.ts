import { sayCount } from '../../domain/say.ts'
import { html, type Markup } from '../../markup/markup.ts'
import type { NodeTurn, Played } from '../played.ts'
import { namePolicy } from '../policies/policy.ts'
import { percent, sayHours } from './numbers.ts'
import { firstOf } from './table.ts'

/** What cordons brought, a sentence a policy that may have any. */
export const sayCordons = (outcomes: readonly Played[]): string[] =>
  outcomes.filter(({ policy, cordons }) => policy.packing || cordons.cordons > 0).map((one) => say(one, outcomes))

function say(outcome: Played, all: readonly Played[]): string {
  const { name, cordons } = outcome
  const { cordons: count, flips, bootsCaused } = cordons
  const said = `${count} cordons, ${flips} taken back within 30 min, ${sayCount(bootsCaused, 'node')} booted because of one`
  const hours = sayHoursSaved(outcome, all)
  return `${name[0]?.toUpperCase()}${name.slice(1)}: ${said}${hours ? `; ${hours}` : ''}.`
}

/** Beside the same without cordons, where that was played too. */
function sayHoursSaved({ policy, nodeHours }: Played, all: readonly Played[]): string | undefined {
  const { packing, ...warmth } = policy
  const bare = packing && all.find((one) => namePolicy(one.policy) === namePolicy(warmth))
  if (!bare) return undefined
  const saved = bare.nodeHours.paid - nodeHours.paid
  const share = percent(Math.abs(saved), bare.nodeHours.paid)
  return `${sayHours(Math.abs(saved))} node-hours ${saved < 0 ? 'more' : 'saved'} (${share})`
}

export const sayNodeTurn = ({ node, cordoned, because }: NodeTurn): string =>
  `${cordoned ? 'cordon' : 'take back'} ${node}: ${because}`

export const cordonVerdicts = (outcomes: readonly Played[]): Markup[] =>
  sayCordons(outcomes).map((text) => html`<p>${text}</p>`)

/** Each node that the product took out of service or back, and its own sentence why; nothing where it has not. */
export function cordonDecisions(outcomes: readonly Played[], time: (ms: number) => string): Markup {
  const turns = outcomes.flatMap(({ nodeTurns }) => nodeTurns)
  const rows = turns.map(({ atMs, cordoned, node, because }) => [
    time(atMs),
    `${cordoned ? 'cordon' : 'take back'} ${node}`,
    because,
  ])
  return firstOf('What its utilization policy did, and why', {
    head: ['time', 'node', 'because'],
    rows,
    texts: ['node', 'because'],
  })
}
