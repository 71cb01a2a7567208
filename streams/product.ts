/**
 * The whole loop, once: the real cluster and a simulated one are other ends of it.
 *
 *   sources ──> pipeline ──> Step ─┬──> actuate ──> perform ──> Kubernetes ─┐
 *      ^                           ├──> persist ──> the state ConfigMap     │
 *      │                           └──> whoever listens: log, page, …       │
 *      └──────────────────── the cluster itself, through the watches ───────┘
 *
 * - It starts where a composition root subscribes: `warmseats run` (src/commands/groups/run.ts) calls src/commands/run/run.ts;
 *   the simulated one is src/simulation/product/product.ts. The first Step comes once every source has been heard.
 * - It stops when that subscription ends: at SIGTERM and SIGINT (groups/run.ts), and by a fault of the decision itself; every
 *   other part fails for itself and begins anew. The root then gives the Lease back and closes what is open.
 * - Every replica decides and remembers; only the one that leads acts and persists: `Step.leading`, and src/sinks/perform.ts
 *   and src/kubernetes/leader-transport.ts ask the Lease (streams/sources/lease.ts, `mayAct`) once more in the instant of a write. Each
 *   object has a lane of its own: one write in flight, the newest next.
 * - A watch that dies never ends it: it is resumed or listed anew with backoff (streams/watch/state.ts). From its first failed try
 *   until it has been open again its view is stale (streams/watch/freshness.ts): then room lowers no count, a demand that ended
 *   still does, and counts may rise (`beCareful` in src/domain/decide/wanted.ts).
 */
import { asyncScheduler, connect, EMPTY, map, merge, type Observable, type SchedulerLike } from 'rxjs'
import type { Outcome } from '../src/domain/act/outcome.ts'
import type { Step } from '../src/domain/act/step.ts'
import { actuate } from './act/actuate.ts'
import { bringBack, type StateObject } from './act/bring-back.ts'
import type { LaneOptions } from './act/lane.ts'
import { persist, type Save } from './act/persist.ts'
import { type Fault, goesOn } from './operators/goes-on.ts'
import { pipeline, type Sources } from './pipeline.ts'

/** Where the loop touches the world: what carries an action out, and what keeps the memory. */
export interface Ends extends LaneOptions {
  readonly save: Save
  /** Default: it cannot be deleted. */
  readonly stateObject?: StateObject
  /** Told of a fault of a part that goes on; default: it is told to nobody. */
  readonly onFault?: (fault: Fault) => void
}

export type Happening =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'outcome'; readonly outcome: Outcome }

/** @returns what happens, for those who are told; a step comes before what becomes of its actions */
export const product = (
  sources: Sources,
  { save, stateObject, onFault = () => undefined, ...lanes }: Ends,
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
        stateObject
          ? steps$.pipe(bringBack(stateObject, scheduler), goesOn('state ConfigMap', onFault, scheduler))
          : EMPTY,
      ),
    ),
  )
