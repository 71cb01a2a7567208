import type { Effect } from '../../domain/act/effect.ts'
import { given } from '../../domain/given.ts'
import { SWITCH } from '../../domain/utilization/marks.ts'
import type { NodeAction } from '../../domain/utilization/node-action.ts'
import { reportOf, sayPlan } from '../../domain/utilization/report.ts'
import type { Planned } from './plan.ts'
import { saySettings } from './settings.ts'

/** What became of one action. */
export interface Done {
  readonly action: NodeAction
  readonly effect: Effect
}

const sayDone = ({ action, effect }: Done): string => {
  const wish = sayWish(action)
  switch (effect.at) {
    case 'done':
      return effect.isOnTheWay ? `on the way  ${wish}` : `done      ${wish}`
    case 'dry run':
      return `dry run   ${wish}`
    case 'conflict':
      return `not done  ${wish}: ${effect.because}; run it again`
    case 'failed':
      return `FAILED    ${wish}: ${effect.because}`
  }
}

const WRITES = { cordon: 'cordon', uncordon: 'take back', unmark: 'remove our annotations from' }

export function sayWish(action: NodeAction): string {
  if (action.type === 'write node') return `${WRITES[action.reason]} ${action.name}`
  if (action.type === 'remove node') return `shut down ${action.name}`
  return `create ${action.count}${action.pool === '' ? '' : ` in pool ${action.pool}`}`
}

const placeOf = ({ context, server }: Planned) => `context ${context} (${server})`

/** What is known before anything is done. */
export function sayBefore(planned: Planned): string {
  const { settings, plan, unknown, namespace, release } = planned
  return [
    `${placeOf(planned)}, namespace ${namespace}${release === undefined ? '' : `, release ${release}`}`,
    '',
    saySettings(settings),
    '',
    sayPlan(plan),
    ...unknown.map((text) => `Not known: ${text}`),
    '',
  ].join('\n')
}

export const sayQuestion = (planned: Planned) =>
  [...planned.wishes.map((wish) => `  ${sayWish(wish)}`), `Do this in ${placeOf(planned)}? [y/N] `].join('\n')

/** What was done, and what was not. */
export function sayEnd({ plan, wishes, isOff, config }: Planned, done: readonly Done[]): string {
  if (isOff)
    return `The policy is switched off by the annotation ${SWITCH} of the release's state ConfigMap: nothing is done.`
  const isLeft = config.utilization.nodeGroups === 'autoscaler' && plan.shutdown.length + plan.create.length > 0
  const left = isLeft ? ["Shutting down and creating nodes is the autoscaler's (utilization.nodeGroups)."] : []
  if (wishes.length === 0) return ['Nothing to do.', ...left].join('\n')
  return [...(done.length === 0 ? ['Nothing was done.'] : done.map(sayDone)), ...left].join('\n')
}

export function sayAsJson(planned: Planned, done: readonly Done[]): string {
  const { context, server, namespace, release = null, settings, plan, isOff: switchedOff, unknown } = planned
  const inForce = Object.fromEntries(settings.map(({ key, value, from }) => [key, { value, from }]))
  const actions = done.map(({ action, effect }) => ({
    does: action.type === 'write node' ? action.reason : action.type,
    ...(action.type === 'create nodes' ? { pool: action.pool, count: action.count } : { node: action.name }),
    because: action.because,
    effect: effect.at === 'done' && effect.isOnTheWay ? 'on the way' : effect.at,
    ...given({ error: 'because' in effect ? effect.because : undefined }),
  }))
  const report = reportOf(plan)
  return JSON.stringify(
    { context, server, namespace, release, switchedOff, settings: inForce, unknown, plan: report, actions },
    null,
    2,
  )
}
