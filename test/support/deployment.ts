import type { Action } from '../../src/domain/act/action.ts'
import { type Manifest, manifestOf } from '../../src/domain/act/manifest.ts'
import { deploymentFrom, type PlaceholderDeployment } from '../../src/domain/cluster/deployment.ts'
import type { Owner } from '../../src/domain/decide/observed.ts'
import { given } from '../../src/domain/given.ts'
import type { RawManagedFields, RawMetadata } from '../../src/domain/scheduling/kubernetes-object.ts'
import { parseQuantity, sayMilliCores } from '../../src/domain/scheduling/quantity.ts'
import { parseResources } from '../../src/domain/scheduling/resources.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { config, poolIn } from './config.ts'
import { at, iso } from './time.ts'

/** The object that owns what the release of the tests makes. */
export const OWNER: Owner = { name: 'warmseats-state', uid: 'uid-warmseats-state', namespace: 'hub' }

export interface DeploymentSpec {
  readonly pool?: string
  readonly config?: Config
  readonly owner?: Owner
  readonly replicas?: number
  readonly annotations?: Readonly<Record<string, string>>
  readonly resourceVersion?: string
  readonly deleting?: boolean
  /** A message of the ReplicaFailure condition. */
  readonly cannotCreate?: string
  /** Entries of managedFields beside our own. */
  readonly managedFields?: readonly RawManagedFields[]
}

/** One of our own Deployments, as the API server gives it back after our apply: of pool `user`, 1 replica. */
export function deployment(spec: DeploymentSpec = {}): PlaceholderDeployment {
  const { pool = 'user', config: from = config(), owner = OWNER, replicas = 1 } = spec
  const settings = poolIn(from, pool)
  const size = settings.requests
    ? ({ requests: settings.requests, from: 'config' } as const)
    : ({ requests: parseResources({ cpu: '7', memory: '28Gi' }), from: 'nodes' } as const)
  return asServed(manifestOf(settings, from, owner, size, replicas), spec)
}

/** What stands in the cluster once an apply was accepted. */
export function applied(action: Action | undefined, spec: DeploymentSpec = {}): PlaceholderDeployment {
  if (action?.type !== 'apply') throw new Error(`not an apply: ${action?.type}`)
  return asServed(action.manifest, spec)
}

/** A manifest as the API server stores it: defaults filled in, quantities in their canonical form, ids given. */
export function asServed(manifest: Manifest, spec: DeploymentSpec = {}): PlaceholderDeployment {
  const { metadata } = manifest
  const template = manifest.spec.template as { metadata: object; spec: { containers: readonly RawContainer[] } }
  const raw = {
    metadata: {
      ...metadata,
      uid: `uid-${metadata.name}`,
      resourceVersion: spec.resourceVersion ?? '7',
      generation: 1,
      creationTimestamp: iso(at('2026-03-23T18:00:00Z')),
      annotations: { 'deployment.kubernetes.io/revision': '1', ...metadata.annotations, ...spec.annotations },
      managedFields: [OUR_FIELDS, ...(spec.managedFields ?? [])],
      ...given({ deletionTimestamp: spec.deleting ? iso(at('08:59')) : undefined }),
    },
    spec: withDefaults(manifest, template),
    status: { conditions: spec.cannotCreate === undefined ? [] : [replicaFailure(spec.cannotCreate)] },
  }
  return seen(raw)
}

/** Any Deployment, given as JSON. */
export function seen(raw: object): PlaceholderDeployment {
  const made = deploymentFrom(JSON.parse(JSON.stringify(raw)))
  if (!made) throw new Error('a Deployment without a name')
  return made
}

/** A Deployment of the predecessor's, made with `kubectl apply`. */
export const predecessors = (
  spec: { readonly pool?: string; readonly replicas?: number; readonly metadata?: RawMetadata } = {},
): PlaceholderDeployment => {
  const { pool = 'user', replicas = 2 } = spec
  const labels = { app: 'node-placeholder-scaler', component: 'placeholder' }
  return seen({
    metadata: {
      name: `${pool}-placeholder`,
      namespace: OWNER.namespace,
      uid: `uid-old-${pool}`,
      resourceVersion: '3',
      labels,
      managedFields: [
        {
          manager: 'kubectl-client-side-apply',
          operation: 'Update',
          time: iso(at('08:58')),
          fieldsV1: { 'f:spec': { 'f:replicas': {} } },
        },
      ],
      ...spec.metadata,
    },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'pause', resources: { requests: { memory: '28Gi' } } }] },
      },
    },
  })
}

/** The entry that a person leaves behind who scales by hand: `kubectl scale`. */
export const scaledByHand = (ms = at('08:59')): RawManagedFields => ({
  manager: 'kubectl',
  operation: 'Update',
  subresource: 'scale',
  time: iso(ms),
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
})

/** The entry that `kubectl annotate` leaves behind. */
export const annotatedByHand = (annotation: string, ms: number): RawManagedFields => ({
  manager: 'kubectl-annotate',
  operation: 'Update',
  time: iso(ms),
  fieldsV1: { 'f:metadata': { 'f:annotations': { [`f:${annotation}`]: {} } } },
})

interface RawContainer {
  readonly resources: { readonly requests?: Amounts; readonly limits?: Amounts }
}
type Amounts = Readonly<Record<string, string>>

const OUR_FIELDS: RawManagedFields = {
  manager: 'warmseats',
  operation: 'Apply',
  time: iso(at('2026-03-23T18:00:00Z')),
  fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:template': {} } },
}

const replicaFailure = (message: string) => ({
  type: 'ReplicaFailure',
  status: 'True',
  reason: 'FailedCreate',
  message,
})

function withDefaults(
  { spec }: Manifest,
  template: { readonly metadata: object; readonly spec: { readonly containers: readonly RawContainer[] } },
) {
  const containers = template.spec.containers.map((container) => ({
    ...container,
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: canonical(container.resources),
  }))
  return {
    ...spec,
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    template: {
      metadata: { creationTimestamp: null, ...template.metadata },
      spec: {
        dnsPolicy: 'ClusterFirst',
        restartPolicy: 'Always',
        schedulerName: 'default-scheduler',
        ...template.spec,
        containers,
      },
    },
  }
}

/** Limits are requests where there are none; `1000m` becomes `1`, `0.5` becomes `500m`, `1024Mi` becomes `1Gi`. */
function canonical({ requests, limits }: RawContainer['resources']) {
  const all = { ...limits, ...requests }
  return given({
    requests: Object.keys(all).length > 0 ? canonicalList(all) : undefined,
    limits: limits && canonicalList(limits),
  })
}

const canonicalList = (list: Amounts): Amounts =>
  Object.fromEntries(Object.entries(list).map(([name, amount]) => [name, canonicalAmount(amount)]))

function canonicalAmount(text: string): string {
  const milli = parseQuantity(text, 1000)
  if (milli === undefined) throw new Error(`the API server refuses the quantity ${text}`)
  if (!text.endsWith('i')) return sayMilliCores(milli)
  const power = [6, 5, 4, 3, 2, 1].find((one) => (milli / 1000) % 2 ** (10 * one) === 0) ?? 0
  return `${milli / 1000 / 2 ** (10 * power)}${['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][power]}`
}
