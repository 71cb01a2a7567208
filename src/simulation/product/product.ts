import { defer, merge, type Observable, type SchedulerLike, switchMap, timer } from 'rxjs'
import { type Happening, product } from '../../../streams/product.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { seeded } from '../cluster/random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { simulatedPerform } from './perform.ts'
import { simulatedSources } from './sources.ts'
import { simulatedState } from './state.ts'

/**
 * The product with the simulated cluster as its ends, and a new process at each restart; only what it kept in its state
 * ConfigMap goes on.
 */
export const simulatedProduct = (cluster: Cluster, scenario: Scenario, clock: SchedulerLike): Observable<Happening> =>
  defer(() => {
    const { config, calendar, owner, seed, restartsMs } = scenario
    const state = simulatedState(owner, clock)
    const running = () =>
      product(
        simulatedSources(cluster, state, { config, calendar, owner, seed }, clock),
        { perform: simulatedPerform(cluster, clock), random: seeded(seed + 2), save: state.save },
        clock,
      )
    const restarts = restartsMs.filter((ms) => ms > clock.now()).map((ms) => timer(ms - clock.now(), clock))
    return merge(timer(0, clock), ...restarts).pipe(switchMap(running))
  })
