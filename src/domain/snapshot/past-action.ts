import { type Action, isCounted, objectOf } from '../act/action.ts'
import { messageOf } from '../act/action-message.ts'
import type { Effect } from '../act/effect.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import type { ClassOfAction } from './class-of.ts'
import { withoutPodNames } from './problems.ts'

/** What became of an action, or that it is not tried again for now. */
export type Result = Effect['at'] | 'held back'

/** An action of the past, as the page tells it. */
export interface PastAction {
  readonly atMs: number
  /** The empty text where the config has none. */
  readonly pool: string
  readonly object: string
  /** `placeholders scaled` */
  readonly what: string
  readonly from?: number
  readonly to?: number
  readonly because: string
  readonly result: Result
  readonly error?: string
  /** How often the same came of the same. */
  readonly times: number
  /** Missing: it belongs to no class. */
  readonly of?: ClassOfAction
}

export interface ActionView extends Omit<PastAction, 'atMs'> {
  readonly at: string
}

/** A class of hundreds takes a dozen. */
export const KEPT_ACTIONS = 100

/**
 * The list with one more, the newest first, and no longer than `KEPT_ACTIONS`. What is tried again and again with the
 * same result is one entry, so that a write that fails all night does not push out what came before it.
 */
export function remember(
  list: readonly PastAction[],
  action: Action,
  effect: { readonly at: Result; readonly because?: string; readonly unordered?: string; readonly isOnTheWay?: true },
  nowMs: number,
  of?: ClassOfAction,
): readonly PastAction[] {
  // Nothing was done, and nothing has to be.
  if (effect.isOnTheWay) return list
  const one = { ...pastActionOf(action, effect, nowMs), ...given({ of }) }
  const last = list.findIndex(({ object }) => object === one.object)
  const before = list[last]
  const isAgain = before !== undefined && sayWhat(before) === sayWhat(one)
  const rest = isAgain ? list.filter((_, at) => at !== last) : list
  return [isAgain ? { ...one, times: before.times + 1 } : one, ...rest].slice(0, KEPT_ACTIONS)
}

const sayWhat = ({ what, from, to, result }: PastAction) => JSON.stringify([what, from, to, result])

function pastActionOf(action: Action, effect: Parameters<typeof remember>[2], atMs: number): PastAction {
  return {
    atMs,
    pool: action.pool,
    object: objectOf(action),
    what: messageOf(action),
    ...countsOf(action),
    because: withoutPodNames(action.because),
    result: effect.at,
    ...given({ error: effect.because ?? effect.unordered }),
    times: 1,
  }
}

function countsOf(action: Action): Pick<PastAction, 'from' | 'to'> {
  if (action.type === 'create nodes') return { to: action.count }
  if (!isCounted(action)) return {}
  return { ...given({ from: action.from }), to: action.to }
}

export const actionsOf = (actions: readonly PastAction[]): ActionView[] =>
  actions.map(({ atMs, ...one }) => ({ at: sayInstant(atMs), ...one }))
