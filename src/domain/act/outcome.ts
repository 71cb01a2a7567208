import type { Action } from './action.ts'
import type { Effect } from './effect.ts'

/** Somebody keeps undoing it: not tried before `untilMs`. */
export interface HeldBack {
  readonly at: 'held back'
  readonly because: string
  readonly untilMs: number
}

export interface Outcome {
  readonly action: Action
  readonly effect: Effect | HeldBack
  readonly tookMs: number
  /** Of what is done: since the event came for which it was wanted. Missing: none did, only time had passed. */
  readonly reactedMs?: number
}
