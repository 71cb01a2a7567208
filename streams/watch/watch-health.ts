import { Subject } from 'rxjs'
import type { RuntimeEvent } from '../../src/domain/runtime-event.ts'
import type { WatchFailure } from './watch.ts'

export interface WatchHealth {
  readonly events$: Subject<RuntimeEvent>
  readonly onHealth: (resource: string, failure: WatchFailure | undefined) => void
}

/** Tells of a failing watch, or of writes of the Lease that fail, once for each cause, and once when it is heard again: an outage is two lines, not hundreds. */
export function watchHealth(): WatchHealth {
  const events$ = new Subject<RuntimeEvent>()
  const failing = new Map<string, string>()
  return {
    events$,
    onHealth: (resource, failure) => {
      if (!failure) {
        if (failing.delete(resource)) events$.next({ type: 'watch recovered', resource })
      } else if (failing.get(resource) !== failure.kind) {
        failing.set(resource, failure.kind)
        const { kind, because, retryInMs } = failure
        events$.next({ type: 'watch failed', resource, kind, because, retryInMs })
      }
    },
  }
}
