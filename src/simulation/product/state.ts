import { defer, type Observable, of, type SchedulerLike } from 'rxjs'
import type { State } from '../../../streams/sources/state.ts'
import type { View } from '../../../streams/watch/view.ts'
import type { Memory } from '../../domain/decide/memory.ts'
import { memoryFromJson } from '../../domain/decide/memory-json.ts'
import { keptMemory } from '../../domain/decide/memory-kept.ts'
import type { Owner } from '../../domain/decide/observed.ts'
import { given } from '../../domain/given.ts'

/** The chart's state ConfigMap: it outlives the product's process. */
export interface SimulatedState {
  /** As it stands when a process begins; what the process writes itself is not told back to it. */
  readonly state$: Observable<View<State | undefined>>
  /** It is written out only for the process that reads it: what was stored in between nobody ever sees. */
  save(memory: Memory): Observable<unknown>
}

export function simulatedState(owner: Owner, clock: SchedulerLike): SimulatedState {
  let [version, saved]: [number, Memory | undefined] = [1, undefined]
  return {
    state$: defer(() => {
      const value = {
        owner,
        resourceVersion: String(version),
        otherBytes: 0,
        ...given({ memory: saved && memoryFromJson(keptMemory(saved).text) }),
      }
      return of({ value, freshness: { at: 'live' as const, sinceMs: clock.now() } })
    }),
    save: (memory) =>
      defer(() => {
        version += 1
        saved = memory
        return of(true)
      }),
  }
}
