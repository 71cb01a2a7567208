import { asyncScheduler, distinctUntilChanged, filter, map, type Observable, type SchedulerLike } from 'rxjs'
import type { RawConfigMap, RawMetadata } from '../../src/domain/scheduling/kubernetes-object.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import type { ClusterDeps } from '../sources/cluster.ts'
import { oneObject$ } from '../watch/one-object.ts'
import type { RawObject } from '../watch/watch.ts'

/** An object that holds certificates, as it stands. */
export interface Holder {
  readonly name: string
  readonly resourceVersion: string
  /** base64 in a Secret; plain in a ConfigMap. */
  readonly data: Readonly<Record<string, string>>
}

/** The MutatingWebhookConfiguration, as it stands. */
export interface WebhookObject {
  readonly name: string
  readonly resourceVersion: string
  readonly webhooks: readonly AnnouncedWebhook[]
}

interface AnnouncedWebhook {
  readonly name: string
  /** The CAs to trust, PEM; empty: none are said. */
  readonly bundle: string
  /** Empty: none is said. */
  readonly path: string
}

interface RawWebhook {
  readonly metadata?: RawMetadata
  readonly webhooks?: readonly { readonly name: string; readonly clientConfig?: RawClientConfig }[]
}

interface RawClientConfig {
  readonly caBundle?: string
  readonly service?: { readonly path?: string }
}

type Named = ClusterDeps & { readonly name: string }

/** undefined: there is none. */
export const secret$ = ({ name, ...deps }: Named, scheduler: SchedulerLike = asyncScheduler) =>
  one('secrets', apiPath`/api/v1/namespaces/${deps.namespace}/secrets`, name, holderFrom, deps, scheduler)

export const configMap$ = ({ name, ...deps }: Named, scheduler: SchedulerLike = asyncScheduler) =>
  one('configmaps', apiPath`/api/v1/namespaces/${deps.namespace}/configmaps`, name, holderFrom, deps, scheduler)

export const webhook$ = ({ name, ...deps }: Named, scheduler: SchedulerLike = asyncScheduler) =>
  one(
    'webhook',
    '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
    name,
    webhookFrom,
    deps,
    scheduler,
  )

function one<T>(
  called: string,
  path: string,
  name: string,
  project: (raw: RawObject) => T,
  deps: ClusterDeps,
  scheduler: SchedulerLike,
): Observable<T | undefined> {
  return oneObject$({ watched: `${called}/${name}`, path, name, project }, deps, scheduler).pipe(
    filter(({ freshness }) => freshness.at !== 'starting'),
    map(({ value }) => value),
    distinctUntilChanged(),
  )
}

function holderFrom(raw: RawObject): Holder {
  const { metadata = {}, data = {} } = raw as RawConfigMap
  return { name: metadata.name ?? '', resourceVersion: metadata.resourceVersion ?? '', data }
}

function webhookFrom(raw: RawObject): WebhookObject {
  const { metadata = {}, webhooks = [] } = raw as RawWebhook
  return {
    name: metadata.name ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    webhooks: webhooks.map(({ name, clientConfig }) => ({
      name,
      bundle: Buffer.from(clientConfig?.caBundle ?? '', 'base64').toString(),
      path: clientConfig?.service?.path ?? '',
    })),
  }
}
