import { type Observable, ReplaySubject, type SchedulerLike } from 'rxjs'
import { notify } from '../../../streams/notify/notify.ts'
import type { Step } from '../../domain/act/step.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { claiming } from '../../sinks/notify/claim.ts'
import { sending } from '../../sinks/notify/send.ts'
import type { RunOptions } from './options.ts'
import type { ClusterSources } from './sources.ts'

export interface RunNotifyDeps
  extends Pick<RunOptions, 'state' | 'identity' | 'secrets'>,
    Pick<ClusterSources, 'asLeader' | 'transport' | 'seenState' | 'leaderlessSinceMs'> {
  readonly clock: SchedulerLike
  readonly namespace: string
  readonly dryRun: () => boolean
  readonly tell: (event: RuntimeEvent) => void
}

export interface RunNotify {
  hear(step: Step): void
  readonly work$: Observable<never>
}

/** Notifications at work: whom the config names is told what goes wrong. Their failures are told, and end nothing. */
export function runNotify({ clock, secrets, identity, namespace, state: name, ...deps }: RunNotifyDeps): RunNotify {
  const steps$ = new ReplaySubject<Step>(1)
  const sender = { namespace, identity }
  return {
    hear: (step) => steps$.next(step),
    work$: notify(
      {
        ...deps,
        steps$,
        place: sender,
        stored: deps.seenState,
        claim: claiming({ ...deps, namespace, name }),
        send: sending({ secrets, sender, now: () => clock.now() }),
      },
      clock,
    ),
  }
}
