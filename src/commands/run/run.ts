import type { Logger } from 'pino'
import { EMPTY, lastValueFrom, merge, type Observable, takeUntil, tap } from 'rxjs'
import packageJson from '../../../package.json' with { type: 'json' }
import { product } from '../../../streams/product.ts'
import { type Listener, toldTogether } from '../../domain/act/listener.ts'
import type { Step } from '../../domain/act/step.ts'
import { connect } from '../../kubernetes/connection.ts'
import { httpServer } from '../../server/http.ts'
import { listenAnywhere } from '../../server/listen.ts'
import { metrics } from '../../server/metrics.ts'
import { deploymentEvents } from '../../sinks/events.ts'
import { logListener } from '../../sinks/log.ts'
import { nodeEvents } from '../../sinks/node-events.ts'
import { stateSink } from '../../sinks/state.ts'
import { whileLeading } from '../../sinks/while-leading.ts'
import { ends } from './ends.ts'
import type { RunOptions } from './options.ts'
import { runPage } from './page.ts'
import type { RunningProfiles, RunProfilesDeps } from './profiles.ts'
import { clusterSources } from './sources.ts'

/**
 * The composition root of the real cluster: the one subscribe. Resolves once `stop$` emitted and everything is closed,
 * the Lease given back.
 * @throws NoConfig when there is no config to start with; ConnectionError when there is no cluster to talk to
 */
export async function run(options: RunOptions, log: Logger, stop$: Observable<unknown>): Promise<void> {
  const connection = connect(options)
  const { identity, namespace = connection.namespace } = options
  log.info({ server: connection.server, context: connection.context, namespace, identity }, 'started')

  const clocks = { wall: Date.now, passed: () => performance.now() }
  const cluster = clusterSources({ ...options, namespace, transport: connection, clocks })
  const { clock, transport } = cluster
  const dryRun = () => options.dryRun === true || cluster.config()?.dryRun === true
  const state = stateSink(transport, namespace, options.state)

  const { version } = packageJson
  const told = { transport, identity, now: clock.now }
  const numbers = metrics(clock.now)
  const { nodeHoursSaved } = numbers
  const page = runPage({
    ...cluster,
    release: { namespace, identity, version },
    dryRun,
    nodeHoursSaved,
    now: clock.now,
  })
  const latest = latestStep()
  const tell = toldTogether([
    latest,
    page,
    logListener(log, { hasOwnLevel: options.logLevel !== undefined }),
    numbers,
    nodeEvents(told),
    deploymentEvents(told),
  ])
  const profiles = await profilesOf(options, (name, port) => ({
    ...cluster,
    ...told,
    name,
    port,
    namespace,
    dryRun,
    latest: latest.now,
    registry: numbers.registry,
    log,
    page,
  }))
  const whyNotReady = () =>
    latest.now() ? profiles?.whyNotReady() : `no decision yet: waiting for ${cluster.missing().join(', ')}`
  const server = httpServer({ registry: numbers.registry, page: page.routes, whyNotReady })
  if (options.port > 0) await listenAnywhere((at) => server.listen(at), options.port)

  const everything$ = merge(
    cluster.events$.pipe(tap(tell.runtime)),
    product(cluster.sources, ends({ ...cluster, state, dryRun }), clock).pipe(
      tap((one) => (one.type === 'step' ? tell.step(one.step) : tell.outcome(one.outcome))),
    ),
    cluster.keep$(whileLeading(cluster.mayAct, state.saveConfig)),
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

/** What the scaler sees and decided last. */
function latestStep() {
  let latest: Step | undefined
  const listener: Listener = {
    step: (step) => {
      latest = step
    },
  }
  return { ...listener, now: () => latest }
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
