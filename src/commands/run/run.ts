import type { Logger } from 'pino'
import { BehaviorSubject, EMPTY, lastValueFrom, merge, type Observable, takeUntil, tap } from 'rxjs'
import { goesOn } from '../../../streams/operators/goes-on.ts'
import { product } from '../../../streams/product.ts'
import type { ExamImage } from '../../domain/carried/exam-images.ts'
import { connect } from '../../kubernetes/connection.ts'
import { httpServer } from '../../server/http.ts'
import { listenAnywhere } from '../../server/listen.ts'
import { stateSink } from '../../sinks/state.ts'
import { ends } from './ends.ts'
import { runFeed } from './feed.ts'
import { listeners } from './listeners.ts'
import { runNotify } from './notify.ts'
import type { RunOptions } from './options.ts'
import type { RunningProfiles, RunProfilesDeps } from './profiles.ts'
import { clusterSources } from './sources.ts'
import { stateStore } from './state-store.ts'

/**
 * The composition root of the real cluster: the one subscribe. Resolves once `stop$` emitted and everything is closed,
 * the Lease given back. Only the decision itself may end it; every other part fails for itself, and begins anew.
 * @throws NoConfig when there is no config to start with; ConnectionError when there is no cluster to talk to
 */
export async function run(options: RunOptions, log: Logger, stop$: Observable<unknown>): Promise<void> {
  const connection = await connect(options)
  const { identity, namespace = connection.namespace } = options
  log.info({ server: connection.server, context: connection.context, namespace, identity }, 'started')

  const clocks = { wall: Date.now, passed: () => performance.now() }
  // Profiles are read beside the loop, which need not wait for them.
  const exams$ = new BehaviorSubject<readonly ExamImage[]>([])
  const cluster = clusterSources({ ...options, namespace, transport: connection, clocks, exams$ })
  const { clock, asLeader } = cluster
  const dryRun = () => options.dryRun === true || cluster.config()?.dryRun === true
  const {
    tell,
    tellFault,
    tellRefusal: onRefused,
    page,
    numbers,
    latest,
  } = listeners({ ...options, ...cluster, namespace, dryRun, log })
  const { registry } = numbers
  const { state: name } = options
  const sink = stateSink(asLeader, namespace, name)
  const state = stateStore({
    sink,
    namespace,
    name,
    seen: cluster.seenState,
    mayAct: asLeader.mayAct,
    tell: tell.runtime,
  })

  const profiles = await profilesOf(options, (name, port) => ({
    ...{ ...cluster, name, port, namespace, identity, dryRun, latest, registry, log, page, onRefused },
    calendarStore: options.calendarStore,
    ownSecrets: options.ownSecrets,
    hearExams: (exams) => exams$.next(exams),
  }))
  const whyNotReady = () => {
    const step = latest()
    if (!step) return `no decision yet: waiting for ${cluster.missing().join(', ')}`
    return step.observed.owner
      ? (state.whyNotKept() ?? profiles?.whyNotReady())
      : 'the state ConfigMap is gone: nothing can be written'
  }
  const feed = runFeed({ ...options, ...cluster, namespace, latest, dryRun, tell, now: clock.now })
  const notifications = runNotify({ ...options, ...cluster, namespace, dryRun, tell: tell.runtime })
  const server = httpServer({ registry, page: page.routes, feed, whyNotReady, onFault: tellFault, onRefused })
  if (options.port > 0) await listenAnywhere((at) => server.listen(at), options.port)

  const everything$ = merge(
    cluster.events$.pipe(tap(tell.runtime), tap(state.hear)),
    product(cluster.sources, ends({ ...cluster, state, dryRun, onFault: tellFault }), clock).pipe(
      tap((one) => (one.type === 'step' ? tell.step(one.step) : tell.outcome(one.outcome))),
      tap((one) => one.type === 'step' && notifications.hear(one.step)),
    ),
    notifications.work$.pipe(goesOn('notifications', tellFault)),
    cluster.keep$(state.saveConfig).pipe(goesOn('copies for a restart', tellFault)),
    profiles?.work$.pipe(goesOn('profiles', tellFault)) ?? EMPTY,
  )
  try {
    await lastValueFrom(everything$.pipe(takeUntil(stop$)), { defaultValue: undefined })
  } finally {
    log.info('stopping')
    await cluster.release()
    await profiles?.close()
    await server.close()
    await connection.close()
    log.info('stopped')
  }
}

/** Certificates, templates and the rest are loaded only where profiles are on. */
async function profilesOf(
  { profiles: name, httpsPort = 8443 }: RunOptions,
  depsOf: (name: string, port: number) => RunProfilesDeps,
): Promise<RunningProfiles | undefined> {
  if (name === undefined) return undefined
  const { runProfiles } = await import('./profiles.ts')
  return runProfiles(depsOf(name, httpsPort))
}
