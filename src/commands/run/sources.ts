import {
  concat,
  distinctUntilChanged,
  map,
  merge,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  tap,
} from 'rxjs'
import { hub$ } from '../../../streams/hub/hub.ts'
import { noteMissing } from '../../../streams/missing.ts'
import { latest } from '../../../streams/operators/latest.ts'
import { replay } from '../../../streams/operators/replay.ts'
import { type Clocks, passingScheduler, steadyScheduler } from '../../../streams/operators/steady.ts'
import type { Sources } from '../../../streams/pipeline.ts'
import { buffers$ } from '../../../streams/sources/buffers.ts'
import { mergeCalendars, type Part } from '../../../streams/sources/calendars.ts'
import { deployments$, nodes$, pods$ } from '../../../streams/sources/cluster.ts'
import { hints$ } from '../../../streams/sources/hints.ts'
import { type Election, election, type LeaseDeps } from '../../../streams/sources/lease.ts'
import { lent$ } from '../../../streams/sources/lent.ts'
import { type State, state$ } from '../../../streams/sources/state.ts'
import { streamedLists } from '../../../streams/watch/streamed-lists.ts'
import { type WatchHealth, watchHealth } from '../../../streams/watch/watch-health.ts'
import type { ExamImage } from '../../domain/carried/exam-images.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import type { Config } from '../../domain/settings/config.ts'
import { type LeaderTransport, leaderTransport } from '../../kubernetes/leader-transport.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { type LeaseSink, leaseSink } from '../../sinks/lease.ts'
import { calendars } from './calendars.ts'
import { goodConfig, keepConfig } from './config.ts'
import type { RunOptions } from './options.ts'
import { questioned } from './questioned.ts'

/** All sources of the real cluster, wired: the file, the calendars, the watches, the Lease. */
export interface ClusterSources extends Omit<Election, 'leading$'> {
  readonly sources: Sources
  /** Which of them have not come yet, in words. */
  readonly missing: () => readonly string[]
  /** What happens around them and has to be told: subscribe before the sources. */
  readonly events$: Observable<RuntimeEvent>
  readonly onHealth: WatchHealth['onHealth']
  /** The wall clock, but for jumps. */
  readonly clock: SchedulerLike
  /** The one that was given, heard by those who want to know how the API server fares. */
  readonly transport: Transport
  /** The same for what only the leader may write. */
  readonly asLeader: LeaderTransport
  /** Emits when the API server has answered something. */
  readonly reached$: Observable<unknown>
  /** Emits when the API server lets us do again what it had refused. */
  readonly relieved$: Observable<unknown>
  /** Has every watch look anew, once in a while. */
  readonly doubt: (because: string) => void
  /** The config in force, once there is one. */
  readonly config: () => Config | undefined
  /** The calendars one by one, and when each last answered, by name. */
  readonly calendars: () => readonly Part[]
  readonly calendarsHeardMs: ReadonlyMap<string, number>
  /** The state ConfigMap as last seen. */
  readonly seenState: () => State | undefined
  /** Keeps while we lead what a restart needs: the last good config and the calendars as last read. */
  readonly keep$: (saveConfig: (text: string) => Promise<void>) => Observable<never>
}

export interface ClusterSourcesDeps extends RunOptions {
  readonly namespace: string
  readonly transport: Transport
  readonly clocks: Clocks
  /** Images that profiles give for an event's time. */
  readonly exams$: Observable<readonly ExamImage[]>
}

export function clusterSources({ clocks, exams$, ...options }: ClusterSourcesDeps): ClusterSources {
  const told$ = new Subject<RuntimeEvent>()
  const tell = (event: RuntimeEvent) => told$.next(event)
  const clock = steadyScheduler(clocks)
  const health = watchHealth()
  const { transport, doubted$, reached$, relieved$, doubt } = questioned(options.transport, { ...clocks, tell })
  const deps = { ...options, transport, doubted$, reached$, relieved$, tell, onHealth: health.onHealth }
  const large = { ...deps, streamed: streamedLists((read) => tell({ type: 'lists read', ...read })) }

  const state = latest(state$({ ...deps, name: deps.state }, clock))
  const deployed$ = deployments$(deps, clock).pipe(replay())
  const good = goodConfig({ path: deps.config, state$: state.value$, deployments$: deployed$, tell })
  const config$ = good.value$.pipe(map(({ config }) => config))
  const elected = deps.lease === undefined ? ALONE : elect({ ...deps, name: deps.lease, onSilence: doubt }, clocks)
  const asLeader = leaderTransport(transport, elected.mayAct)
  let hasLed = false
  const leading$ = elected.leading$.pipe(
    tap((leading) => {
      tell({ type: leading ? 'leading' : 'following' })
      // Who could not write for a while may have been blind as well: all is looked at again before a count falls.
      if (leading && hasLed) doubt('this replica leads again; what it sees is looked at anew')
      hasLed ||= leading
    }),
    replay(),
  )
  const { parts, heardMs, keep$: keepReadings$ } = calendars({ ...deps, config$, leading$, asLeader }, clock)
  const { sources, missing } = noteMissing({
    config$,
    leading$,
    calendar$: mergeCalendars(parts.value$),
    nodes$: nodes$(large, clock),
    pods$: pods$(config$, large, clock),
    deployments$: deployed$,
    lent$: lent$(config$, state.value$, deps, clock),
    buffers$: buffers$(config$, state.value$, deps, clock),
    state$: state.value$,
    hints$: hints$(config$, deps, clock),
    exams$: exams$.pipe(distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b))),
    hub$: hub$(config$.pipe(map(({ hub }) => hub?.api)), { secrets: deps.secrets ?? '' }, clock),
  })
  return {
    ...elected,
    clock,
    transport,
    asLeader,
    doubt,
    reached$,
    relieved$,
    sources,
    missing,
    events$: merge(told$, health.events$),
    onHealth: health.onHealth,
    config: () => good.now()?.config,
    calendars: () => parts.now() ?? [],
    calendarsHeardMs: heardMs,
    seenState: () => state.now()?.value,
    keep$: (save) => merge(keepReadings$, keepConfig({ leading$, good$: good.value$, state$: state.value$, save })),
  }
}

const elect = (deps: Omit<LeaseDeps, keyof LeaseSink>, { wall: now, passed }: Clocks): Election =>
  election({ ...deps, ...leaseSink({ ...deps, now }), now }, passingScheduler({ passed }))

/** Without an election this process acts. */
const ALONE: Election = {
  leading$: concat(of(true), NEVER),
  mayAct: () => true,
  leader: () => undefined,
  leaderlessSinceMs: () => undefined,
  release: async () => undefined,
}
