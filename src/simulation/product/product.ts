import { connect, defer, map, merge, type Observable, type SchedulerLike, switchMap, timer } from 'rxjs'
import { actuate } from '../../../streams/act/actuate.ts'
import { persist } from '../../../streams/act/persist.ts'
import { pipeline } from '../../../streams/pipeline.ts'
import type { Outcome } from '../../domain/act/outcome.ts'
import type { Step } from '../../domain/act/step.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { seeded } from '../cluster/random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { simulatedPerform } from './perform.ts'
import { simulatedSources } from './sources.ts'
import { simulatedState } from './state.ts'

/** What the product does. */
export type Happening =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'outcome'; readonly outcome: Outcome }

/** The product, with a new process at each restart; only what it kept in its state ConfigMap goes on. */
export const product = (cluster: Cluster, scenario: Scenario, clock: SchedulerLike): Observable<Happening> =>
  defer(() => {
    const state = simulatedState(scenario.owner, clock)
    const restarts = scenario.restartsMs.filter((ms) => ms > clock.now()).map((ms) => timer(ms - clock.now(), clock))
    return merge(timer(0, clock), ...restarts).pipe(switchMap(() => running(cluster, scenario, state, clock)))
  })

/** One process, as the composition root on a real cluster wires it. */
function running(
  cluster: Cluster,
  scenario: Scenario,
  state: ReturnType<typeof simulatedState>,
  clock: SchedulerLike,
): Observable<Happening> {
  const { config, calendar, owner, seed } = scenario
  const perform = simulatedPerform(cluster, clock)
  return pipeline(simulatedSources(cluster, state, { config, calendar, owner, seed }, clock), clock).pipe(
    connect((steps$) =>
      merge(
        steps$.pipe(map((step): Happening => ({ type: 'step', step }))),
        steps$.pipe(
          actuate({ perform, random: seeded(seed + 2) }, clock),
          map((outcome): Happening => ({ type: 'outcome', outcome })),
        ),
        steps$.pipe(persist(state.save, clock)),
      ),
    ),
  )
}
