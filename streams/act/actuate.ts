import {
  asyncScheduler,
  concatMap,
  filter,
  from,
  groupBy,
  mergeMap,
  type OperatorFunction,
  type SchedulerLike,
} from 'rxjs'
import { type Action, objectOf } from '../../src/domain/act/action.ts'
import type { Outcome } from '../../src/domain/act/outcome.ts'
import type { Step } from '../../src/domain/act/step.ts'
import { sayBuffer } from '../../src/domain/buffer/buffer.ts'
import type { Observed } from '../../src/domain/decide/observed.ts'
import { given } from '../../src/domain/given.ts'
import { sayLent } from '../../src/domain/lent/lent.ts'
import { NODE } from '../../src/domain/utilization/node-action.ts'
import { type Item, type LaneOptions, lane } from './lane.ts'

/**
 * Carries out what differs: for each object one action at a time, the newest next. Only the leader acts. Every step
 * reaches every lane, so that what was overtaken is forgotten.
 */
export function actuate(
  options: LaneOptions,
  scheduler: SchedulerLike = asyncScheduler,
): OperatorFunction<Step, Outcome> {
  return (steps$) => {
    const known = new Set<string>()
    return steps$.pipe(
      concatMap((step) => from(itemsOf(step, known))),
      // Nodes come and go with names of their own: the lane of one that is gone ends.
      groupBy(({ object }) => object, { duration: (items$) => items$.pipe(filter(({ isLast }) => isLast === true)) }),
      mergeMap((items$) => lane(items$, options, scheduler)),
    )
  }
}

/** For each object that was ever acted on, what is to be done now (nothing, for most) and the version that is seen. */
function itemsOf({ leading, difference, steering, observed, heardMs }: Step, known: Set<string>): Item[] {
  const wanted = new Map<string, Action>()
  const actions: readonly Action[] = leading ? [...difference.actions, ...steering.actions] : []
  for (const action of actions.toReversed()) wanted.set(objectOf(action), action)
  for (const object of wanted.keys()) known.add(object)
  return [...known].map((object): Item => {
    const action = wanted.get(object)
    const version = versionOf(object, observed)
    if (!action && isGone(object, observed) && known.delete(object)) return { object, isLast: true }
    return { object, ...(action ? { action } : {}), ...given({ version, heardMs }) }
  })
}

const isGone = (object: string, { nodes }: Observed) => object.startsWith(NODE) && !nodes.has(object.slice(NODE.length))

const versionOf = (object: string, { deployments, nodes, lent, buffers }: Observed): string | undefined =>
  object.startsWith(NODE)
    ? nodes.get(object.slice(NODE.length))?.resourceVersion
    : (deployments.get(object) ?? lentCalled(object, lent) ?? bufferCalled(object, buffers))?.resourceVersion

const bufferCalled = (object: string, buffers: Observed['buffers']) =>
  [...(buffers?.byName.values() ?? [])].find(({ name }) => sayBuffer(name) === object)?.holder

const lentCalled = (object: string, lent: Observed['lent']) =>
  [...(lent?.values() ?? [])].find((one) => sayLent(one) === object)?.holder
