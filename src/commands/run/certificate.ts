import {
  combineLatest,
  distinctUntilChanged,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  switchMap,
  tap,
} from 'rxjs'
import { replay } from '../../../streams/operators/replay.ts'
import { configMap$, secret$, webhook$ } from '../../../streams/profiles/certificate.ts'
import { keepCertificate, type RotationView } from '../../../streams/profiles/rotation.ts'
import type { ClusterDeps } from '../../../streams/sources/cluster.ts'
import type { ProfilesEvent } from '../../domain/profiles/known/profiles-event.ts'
import type { ProfilesConfig } from '../../domain/settings/config.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import { generationsIn, pathsIn, type Serving, servingIn, validUntilOf } from '../../kubernetes/read-certificate.ts'
import { CA_KEY, type CertificateObjects, certificateSink, sayStepFailure } from '../../sinks/certificates.ts'

export interface CertificateDeps extends ClusterDeps {
  /** The full name of the release: that of the Service and of the webhook. */
  readonly name: string
  readonly config$: Observable<ProfilesConfig>
  /** Whether we may write. */
  readonly acting$: Observable<boolean>
  readonly asLeader: LeaderTransport
  readonly serve: (certificate: Serving) => void
  /** Given the paths at which the API server may ask from now on. */
  readonly accept: (paths: readonly string[]) => void
  readonly tell: (event: ProfilesEvent) => void
}

/**
 * Serves the certificate in the Secret, whoever made it, and accepts the paths; makes, renews and announces both while
 * we lead.
 */
export function certificate$({
  name,
  config$,
  acting$,
  serve,
  accept,
  tell,
  ...deps
}: CertificateDeps): Observable<never> {
  const { namespace, asLeader } = deps
  const held$ = secret$({ ...deps, name: `${name}-certificate` }).pipe(replay())
  const served$ = held$.pipe(
    map((secret) => secret && servingIn(secret.data)),
    filter((serving) => serving !== undefined),
    distinctUntilChanged((a, b) => a.cert === b.cert && a.key === b.key),
    tap((serving) => {
      serve(serving)
      tell({ type: 'certificate loaded', validUntilMs: validUntilOf(serving) })
    }),
  )
  const certManager$ = config$.pipe(
    map(({ webhook }) => webhook.certManager),
    distinctUntilChanged(),
  )
  const secrets$ = certManager$.pipe(
    switchMap((certManager) =>
      certManager
        ? combineLatest({ secret: held$, paths: secret$({ ...deps, name: `${name}-webhook` }) })
        : held$.pipe(map((secret) => ({ secret, paths: secret }))),
    ),
    replay(),
  )
  // Without a webhook there is nothing to tell the API server, and nobody to answer.
  const isTold$ = config$.pipe(
    map(({ webhook }) => webhook.enabled),
    distinctUntilChanged(),
  )
  const accepted$ = combineLatest([secrets$, isTold$]).pipe(
    map(([{ paths }, isTold]) => (isTold ? pathsIn(paths?.data ?? {}) : undefined)),
    // As with the certificate: while there is none, the last one goes on.
    filter((paths) => paths === undefined || paths.current !== undefined),
    tap((paths = {}) => accept(Object.values(paths))),
  )
  const objects$ = combineLatest({
    secrets: secrets$,
    webhook: isTold$.pipe(switchMap((isTold) => (isTold ? webhook$({ ...deps, name }) : of(undefined)))),
    configMap: configMap$({ ...deps, name: `${name}-ca` }),
  }).pipe(map(({ secrets, ...seen }) => ({ ...secrets, ...seen })))
  const views$ = combineLatest([objects$, config$]).pipe(map(([seen, config]) => viewOf(seen, config, name, namespace)))
  const sink = certificateSink({ transport: asLeader, namespace, now: Date.now })
  const kept$ = keepCertificate(views$, acting$, {
    perform: sink,
    onStep: (step) => tell({ type: 'certificate step', step }),
    onFailed: (step, error) => {
      const because = sayStepFailure(step, error, namespace)
      if (because) tell({ type: 'certificate failed', step, because })
    },
  })
  return merge(served$, accepted$, kept$).pipe(ignoreElements())
}

function viewOf(
  seen: CertificateObjects,
  { webhook }: ProfilesConfig,
  name: string,
  namespace: string,
): RotationView<CertificateObjects> {
  const isOurs = !webhook.certManager
  const webhooks = (seen.webhook?.webhooks ?? []).map(({ bundle, path }) => ({ path, ...(isOurs ? { bundle } : {}) }))
  const configMap = seen.configMap ? [{ bundle: seen.configMap.data[CA_KEY] ?? '' }] : []
  return {
    seen,
    generations: generationsIn(seen.secret?.data ?? {}),
    paths: pathsIn(seen.paths?.data ?? {}),
    announced: [...webhooks, ...configMap],
    isOurs,
    lifetimeMs: webhook.certificateLifetimeMs,
    names: [`${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`, `${name}.${namespace}`, name],
  }
}
