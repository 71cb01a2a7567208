import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { combineLatest, distinctUntilChanged, ignoreElements, map, merge, type Observable, tap } from 'rxjs'
import { replay } from '../../../streams/operators/replay.ts'
import type { Sources } from '../../../streams/pipeline.ts'
import { profiles$ } from '../../../streams/profiles/profiles.ts'
import { serviceThread } from '../../../streams/services/thread.ts'
import type { ClusterDeps } from '../../../streams/sources/cluster.ts'
import { type Listener, toldTogether } from '../../domain/act/listener.ts'
import type { Step } from '../../domain/act/step.ts'
import type { ExamImage } from '../../domain/carried/exam-images.ts'
import { eventsOf } from '../../domain/demand/events.ts'
import { withHeldSeats } from '../../domain/fit/held-seats.ts'
import { examImagesOf } from '../../domain/profiles/known/exam-images.ts'
import { type KnownProfiles, profilesFor } from '../../domain/profiles/known/known.ts'
import { reachOf } from '../../domain/profiles/reach/reach.ts'
import { timeForServices } from '../../domain/profiles/services/deployed.ts'
import { oncePerObject } from '../../domain/remembered.ts'
import type { Config } from '../../domain/settings/config.ts'
import { namedNamespaces, namespacesOfUsers } from '../../domain/settings/user-namespaces.ts'
import { type LeaderTransport, leaderTransport } from '../../kubernetes/leader-transport.ts'
import type { TellRefusal } from '../../server/connections/refusal.ts'
import { acceptedPaths } from '../../server/profiles/accepted-paths.ts'
import { admissionRoute } from '../../server/profiles/admission.ts'
import type { ApplyDeps } from '../../server/profiles/apply-to-pod.ts'
import { secureServer } from '../../server/profiles/https.ts'
import { profilesMetrics } from '../../server/profiles/metrics.ts'
import { profilesEvents } from '../../sinks/events/profiles-events.ts'
import { profilesLog } from '../../sinks/profiles-log.ts'
import { serviceDeployer } from '../../sinks/services/deploy.ts'
import { tellMissing } from '../../sinks/services/tell-missing.ts'
import { certificate$ } from './certificate.ts'
import { profilesApiRoutes } from './profiles-api.ts'
import { services$ } from './services.ts'

export interface RunProfilesDeps extends ClusterDeps {
  /** The full name of the release. */
  readonly name: string
  /** The Secret with the calendars as last read; undefined: there is none. */
  readonly calendarStore: string | undefined
  /** Further Secrets of the release. */
  readonly ownSecrets: readonly string[] | undefined
  readonly port: number
  readonly identity: string
  readonly sources: Pick<Sources, 'config$' | 'leading$'>
  /** Asked again for each pod. */
  readonly config: () => Config | undefined
  readonly dryRun: () => boolean
  readonly asLeader: LeaderTransport
  /** What the scaler sees and decided last; undefined before its first decision. */
  readonly latest: () => Step | undefined
  readonly log: Logger
  readonly registry: Registry
  readonly onRefused: TellRefusal
  /** Told which images there are for an event's time. */
  readonly hearExams: (exams: readonly ExamImage[]) => void
  /** Told as well. */
  readonly page: Listener
}

/** Profiles at work: sources, certificate and server, in one stream that emits nothing. */
export interface RunningProfiles {
  readonly work$: Observable<never>
  /** undefined: pods are given their profiles. */
  whyNotReady(): string | undefined
  close(): Promise<void>
}

export async function runProfiles(deps: RunProfilesDeps): Promise<RunningProfiles> {
  const { namespace, transport, identity, config, dryRun, sources, log, registry } = deps
  const onFault = (part: string) => (error: unknown) =>
    log.error({ part, because: String(error), retryInMs: 0 }, 'part failed')
  const { profiles: tell } = toldTogether(
    [{ profiles: profilesLog(log, Date.now) }, { profiles: profilesMetrics(registry) }, deps.page],
    onFault('listener'),
  )
  const server = secureServer({ onFault: onFault('profiles server'), onRefused: deps.onRefused })
  const paths = acceptedPaths()
  let known: KnownProfiles | undefined
  let isServing = false

  const tellTemplate = tellMissing({ transport, identity, now: Date.now })
  const work = serviceThread()
  const deployServices = serviceDeployer({
    transport,
    work,
    namespace,
    namespaces: () => {
      const now = config()
      return now ? namedNamespaces(now, namespace) : []
    },
    allowedKinds: () => config()?.profiles.services.allowedKinds ?? [],
    now: Date.now,
    newSpawn: () => crypto.randomUUID(),
    onBadTemplate: (template, because) => void tellTemplate({ ...template, kind: 'ConfigMap' }, because),
  })
  const moment = () => {
    const step = deps.latest()
    return step && { atMs: Date.now(), events: classesIn(step) }
  }
  const settled = oncePerObject((values: Config) => applyingBy(values, namespace))
  const applying = (): ApplyDeps | undefined => {
    const values = config()
    const now = known
    if (!now || !values) return undefined
    return { ...settled(values), setFor: (one) => profilesFor(now, one), moment, deployServices }
  }
  admissionRoute(server.routes, {
    accepts: paths.has,
    profiles: applying,
    dryRun,
    clock: () => performance.now(),
    tell: (admission) => tell({ type: 'admission', admission }),
  })
  await server.routes.register(profilesApiRoutes({ ...deps, tell, profiles: applying }))
  await server.listen(deps.port)

  const config$ = sources.config$.pipe(map(({ profiles }) => profiles))
  const reach$ = sources.config$.pipe(map((one) => reachOf(one, deps)))
  const known$ = profiles$(config$, reach$, deps).pipe(
    tap((profiles) => {
      known = profiles
      deps.hearExams(examImagesOf(profiles.set))
      tell({ type: 'profiles read', known: profiles })
    }),
    replay(),
  )
  const acting$ = combineLatest([sources.leading$, sources.config$]).pipe(
    map(([leading]) => leading && !dryRun()),
    distinctUntilChanged(),
  )
  const tellAll = profilesEvents({ transport: deps.asLeader, identity, now: Date.now })
  const told$ = combineLatest([known$, acting$]).pipe(
    tap(([{ configMaps }, acting]) => {
      if (acting) void tellAll(configMaps)
    }),
  )
  const served$ = services$({
    ...deps,
    config$: sources.config$,
    acting$,
    asLeader: leaderTransport(transport, () => deps.asLeader.mayAct() && !dryRun()),
    onFailed: (because) => tell({ type: 'service owner failed', because }),
  })
  const serve: typeof server.serve = (certificate) => {
    server.serve(certificate)
    isServing = true
  }
  const kept$ = certificate$({ ...deps, tell, config$, acting$, serve, accept: paths.accept })
  return {
    work$: merge(known$, told$, served$, kept$).pipe(ignoreElements()),
    whyNotReady: () => {
      if (dryRun()) return undefined
      if (!known) return 'the ConfigMaps with profiles have not been read yet'
      if (!isServing) return 'there is no certificate for the webhook yet'
      const isAsked = config()?.profiles.webhook.enabled
      return isAsked && paths.isEmpty() ? 'there is no path for the webhook yet' : undefined
    },
    close: async () => {
      await server.close()
      work.close()
    },
  }
}

/** A semester's timeline has thousands of them, and each pod of a user asks. */
const classesIn = oncePerObject(({ observed, decision }: Step) =>
  withHeldSeats(eventsOf(observed.timeline), decision.pools),
)

/** What of the values each pod of a user is given by. */
function applyingBy(values: Config, namespace: string) {
  const { profiles, userPods, pools } = values
  const { sitTogether, mountPath, schedulerName, doNotDisrupt, webhook } = profiles
  const company = sitTogether
    ? { selector: userPods.selector, namespaces: namespacesOfUsers(values, namespace) }
    : undefined
  const selectors = new Map([...pools.values()].map(({ name, nodeSelector }) => [name, nodeSelector]))
  const keeping = { doNotDisrupt, pools: selectors }
  return { mountPath, schedulerName, company, keeping, timeoutMs: timeForServices(webhook.timeoutMs) }
}
