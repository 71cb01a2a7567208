import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { connect as branch, EMPTY, lastValueFrom, merge, type Observable, takeUntil, tap } from 'rxjs'
import packageJson from '../../../package.json' with { type: 'json' }
import { actuate } from '../../../streams/act/actuate.ts'
import { persist } from '../../../streams/act/persist.ts'
import { noteMissing } from '../../../streams/missing.ts'
import { pipeline } from '../../../streams/pipeline.ts'
import { watchHealth } from '../../../streams/watch/watch-health.ts'
import { isNodeAction } from '../../domain/act/action.ts'
import type { Step } from '../../domain/act/step.ts'
import { podKindsOf } from '../../domain/cluster/pod.ts'
import type { ProfilesEvent } from '../../domain/profiles/known/profiles-event.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { connect } from '../../kubernetes/connection.ts'
import { httpServer } from '../../server/http.ts'
import { listenAnywhere } from '../../server/listen.ts'
import { metrics } from '../../server/metrics.ts'
import { chosenGroups } from '../../sinks/choose-node-groups.ts'
import { eventSink } from '../../sinks/events.ts'
import { logSink } from '../../sinks/log.ts'
import { nodeEventSink } from '../../sinks/node-events.ts'
import { nodeSink } from '../../sinks/nodes.ts'
import { perform } from '../../sinks/perform.ts'
import { stateSink } from '../../sinks/state.ts'
import { runPage } from './page.ts'
import type { RunProfilesDeps } from './profiles.ts'
import { clusterSources } from './sources.ts'

export interface RunOptions {
  readonly config: string
  readonly namespace?: string | undefined
  /** Name of the state ConfigMap. */
  readonly state: string
  /** Name of the Lease; undefined: no election, this process acts. */
  readonly lease?: string | undefined
  /** Of this process among its replicas. */
  readonly identity: string
  /** Of health, metrics and the status page; 0: no server. */
  readonly port: number
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly dryRun?: boolean | undefined
  /** Takes the place of the config's. */
  readonly logLevel?: string | undefined
  /** From a Secret; takes the place of the config's. */
  readonly calendarUrl?: string | undefined
  /** The folder in which each Secret that the config names is mounted as a folder. */
  readonly secrets?: string | undefined
  /** Name of the Secret for the last good readings of calendars; undefined: they do not survive a restart. */
  readonly calendarStore?: string | undefined
  /** The full name of the release: of its objects for profiles; undefined: there are none. */
  readonly profiles?: string | undefined
  /** Of the webhook and the profiles API. */
  readonly httpsPort?: number | undefined
}

/**
 * The composition root of the real cluster: the one subscribe. Resolves once `stop$` emitted and everything is closed,
 * the Lease given back.
 * @throws NoConfig when there is no config to start with; ConnectionError when there is no cluster to talk to
 */
export async function run(options: RunOptions, log: Logger, stop$: Observable<unknown>): Promise<void> {
  const connection = connect({ kubeconfig: options.kubeconfig, context: options.context })
  const namespace = options.namespace ?? connection.namespace
  const { identity, state: stateName } = options
  log.info({ server: connection.server, context: connection.context, namespace, identity }, 'started')

  const lines = logSink(log)
  const numbers = metrics(Date.now)
  const tell = (event: RuntimeEvent) => {
    lines.runtime(event)
    numbers.runtime(event)
    page.runtime(event)
  }
  const health = watchHealth()
  const cluster = clusterSources({ ...options, namespace, transport: connection, onHealth: health.onHealth, tell })
  const { sources, missing } = noteMissing(cluster.sources)
  const state = stateSink(connection, namespace, stateName)
  const events = eventSink({ transport: connection, identity, now: Date.now })
  const dryRun = () => options.dryRun === true || cluster.config()?.dryRun === true
  const page = runPage({
    ...cluster,
    release: { namespace, identity, version: packageJson.version },
    missing,
    dryRun,
    nodeHoursSaved: numbers.nodeHoursSaved,
    now: Date.now,
  })
  const config = () => {
    const inForce = cluster.config()
    if (!inForce) throw new Error('there is no config yet')
    return inForce
  }
  const nodeEvents = nodeEventSink({ transport: connection, identity, now: Date.now })
  const onNodes = nodeSink({
    transport: connection,
    groups: chosenGroups({
      transport: connection,
      kind: () => config().utilization.nodeGroups,
      named: () => config().utilization.gceGroups,
    }),
    kinds: () => podKindsOf(config()),
  })
  const act = perform({
    onNodes,
    transport: connection,
    mayAct: cluster.mayAct,
    dryRun,
  })
  let latest: Step | undefined
  const profiles =
    options.profiles === undefined
      ? undefined
      : await startProfiles(log, numbers.registry, page.profiles, {
          name: options.profiles,
          port: options.httpsPort ?? 8443,
          namespace,
          identity,
          transport: connection,
          dryRun,
          mayAct: cluster.mayAct,
          onHealth: health.onHealth,
          config: cluster.config,
          config$: cluster.sources.config$,
          latest: () => latest,
          leading$: cluster.sources.leading$,
        })

  let ready = false
  const server = httpServer({
    registry: numbers.registry,
    page: page.routes,
    whyNotReady: () => (ready ? profiles?.whyNotReady() : `no decision yet: waiting for ${missing().join(', ')}`),
  })
  if (options.port > 0) await listenAnywhere((at) => server.listen(at), options.port)

  const observeStep = tap((step: Step) => {
    ready = true
    latest = step
    page.step(step)
    if (options.logLevel === undefined) log.level = step.observed.config.logLevel
    const problems = [...step.decision.problems, ...step.difference.problems, ...(step.steering.plan?.problems ?? [])]
    const { calendar, sight } = step.observed
    lines.decision(step.decision, problems, calendar, sight)
    numbers.decision(step.decision, problems.length, calendar, sight)
    lines.steering(step.steering)
    numbers.steering(step.steering)
    if (step.leading) void nodeEvents.recommended(step.steering)
  })
  const product$ = pipeline(sources).pipe(
    observeStep,
    branch((steps$) =>
      merge(
        steps$.pipe(
          actuate({ perform: act }),
          tap((outcome) => {
            const { action, effect, tookMs } = outcome
            page.outcome(outcome)
            lines.outcome(action, effect)
            numbers.outcome(action, effect.at, tookMs)
            const because = 'because' in effect ? effect.because : ''
            if (isNodeAction(action)) void nodeEvents.outcome(action, effect.at, because)
            else void events(action, effect.at, because)
          }),
        ),
        steps$.pipe(persist((memory) => state.saveMemory(memory, cluster.stateVersion()))),
      ),
    ),
  )
  const everything$ = merge(
    product$,
    health.events$.pipe(tap(tell)),
    cluster.keepConfig$(state.saveConfig),
    cluster.keepReadings$,
    profiles?.work$ ?? EMPTY,
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
async function startProfiles(
  log: Logger,
  registry: Registry,
  show: (event: ProfilesEvent) => void,
  deps: Omit<RunProfilesDeps, 'tell'>,
) {
  const { profilesTeller, runProfiles } = await import('./profiles.ts')
  return runProfiles({ ...deps, tell: profilesTeller(log, registry, show) })
}
