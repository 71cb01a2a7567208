/**
 * The whole loop, once: the real cluster and a simulated one are other ends of it.
 *
 *   sources ──> pipeline ──> Step ─┬──> actuate ──> perform ──> Kubernetes ─┐
 *      ^                           ├──> persist ──> the state ConfigMap     │
 *      │                           └──> whoever listens: log, page, …       │
 *      └──────────────────── the cluster itself, through the watches ───────┘
 *
 * - It starts where a composition root subscribes (src/commands/run/run.ts, src/simulation/product/product.ts), and the
 *   first Step comes once every source has been heard (pipeline.ts).
 * - It stops when that subscription ends: nothing is written any more, and the root gives the Lease back.
 * - Every replica decides and remembers; only the one that leads acts and persists (`Step.leading`, and `perform` asks
 *   once more in the instant of a write). Each object has a lane of its own: one write in flight, the newest next.
 * - A watch that dies never ends it: it is resumed or listed anew with backoff (watch/state.ts). What was not heard from for
 *   too long is stale (watch/freshness.ts): then a count may rise, never fall (src/domain/decide), until it is live again.
 */
import { asyncScheduler, connect, map, merge, type Observable, type ObservableInput, type SchedulerLike } from 'rxjs'
import type { Outcome } from '../src/domain/act/outcome.ts'
import type { Step } from '../src/domain/act/step.ts'
import { actuate } from './act/actuate.ts'
import type { LaneOptions } from './act/lane.ts'
import { persist } from './act/persist.ts'
import { type Fault, goesOn } from './operators/goes-on.ts'
import { pipeline, type Sources } from './pipeline.ts'

/** Where the loop touches the world: what carries an action out, and what keeps the memory. */
export interface Ends extends LaneOptions {
  readonly save: (memory: string) => ObservableInput<unknown>
  /** Told of a fault of a part that goes on; default: it is told to nobody. */
  readonly onFault?: (fault: Fault) => void
}

export type Happening =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'outcome'; readonly outcome: Outcome }

/** @returns what happens, for those who are told; a step comes before what becomes of its actions */
export const product = (
  sources: Sources,
  { save, onFault = () => undefined, ...lanes }: Ends,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Happening> =>
  pipeline(sources, scheduler).pipe(
    connect((steps$) =>
      merge(
        steps$.pipe(map((step): Happening => ({ type: 'step', step }))),
        steps$.pipe(
          actuate(lanes, scheduler),
          map((outcome): Happening => ({ type: 'outcome', outcome })),
        ),
        steps$.pipe(persist(save, scheduler), goesOn('memory', onFault, scheduler)),
      ),
    ),
  )
