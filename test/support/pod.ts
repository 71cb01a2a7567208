import { POOL_LABEL, type Pod, podFrom, type RawPod } from '../../src/domain/cluster/pod.ts'
import { type PodKinds, podKindsOf } from '../../src/domain/cluster/pod-kinds.ts'
import { given } from '../../src/domain/given.ts'
import type { Users } from '../../src/domain/room/pool-users.ts'
import type { NodeSelectorTerm } from '../../src/domain/scheduling/affinity.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { config } from './config.ts'
import { at, iso } from './time.ts'

export interface PodSpec {
  /** A person: the pod is their server, `jupyter-<user>`. */
  readonly user?: string
  /** A pool: the pod is one of its placeholders. */
  readonly placeholder?: string
  /** A DaemonSet: the pod is its one on a node. */
  readonly daemon?: string
  readonly name?: string
  readonly uid?: string
  readonly namespace?: string
  /** The name of the node that it is bound to. */
  readonly on?: string
  readonly cpu?: string
  readonly memory?: string
  /** All requests, instead of `cpu` and `memory`. */
  readonly requests?: Readonly<Record<string, string | number>>
  readonly phase?: string
  /** Ready unless said, once it runs. */
  readonly ready?: boolean
  readonly deleting?: boolean
  readonly created?: number
  /** Epoch ms at which it was bound; the evening before unless said. */
  readonly boundAt?: number
  /** Epoch ms at which its container started; the API does not say unless said. */
  readonly runningAt?: number
  /** Why its container does not start, in the kubelet's word: `ImagePullBackOff`. */
  readonly waitsFor?: string
  /** How often its container began anew. */
  readonly restarts?: number
  /** The API does not say unless said. */
  readonly priority?: number
  readonly preemptionPolicy?: string
  /** The API server's default unless said. */
  readonly schedulerName?: string
  /** Epoch ms since when the scheduler finds no node for it. */
  readonly unschedulableSince?: number
  readonly labels?: Readonly<Record<string, string>>
  /** Of its container; none is said unless said. */
  readonly image?: string
  /** Images that a placeholder brings. */
  readonly carries?: readonly string[]
  /** Why the first of them does not come, or run: the kubelet's word and sentence. */
  readonly carriesNot?: { readonly reason: string; readonly message?: string }
  /** `imagePullSecrets`, by name. */
  readonly pullSecrets?: readonly string[]
  readonly annotations?: Readonly<Record<string, string>>
  readonly nodeSelector?: Readonly<Record<string, string>>
  /** Terms of the required node affinity. */
  readonly terms?: readonly NodeSelectorTerm[]
}

let made = 0

/**
 * A pod as the API gives it: `rawPod({user: 'ada', on: 'n1', cpu: '500m'})`, `rawPod({placeholder: 'user'})`. Of no
 * kind it is somebody's ordinary pod. Without a name it gets one of its own.
 */
export function rawPod(spec: PodSpec = {}): RawPod {
  const name = spec.name ?? nameOf(spec)
  const controller = spec.daemon ? { kind: 'DaemonSet', name: spec.daemon } : { kind: 'ReplicaSet', name: 'rs' }
  return {
    metadata: {
      name,
      namespace: spec.namespace ?? 'hub',
      uid: spec.uid ?? `uid-${name}`,
      creationTimestamp: iso(spec.created ?? at('2026-03-23T18:00:00Z')),
      labels: { ...labelsOf(spec), ...spec.labels },
      annotations: spec.annotations ?? {},
      ...given({
        ownerReferences: spec.user === undefined ? [{ ...controller, controller: true }] : undefined,
        deletionTimestamp: spec.deleting ? iso(at('08:59')) : undefined,
      }),
    },
    spec: specOf(spec),
    status: {
      phase: spec.phase ?? (spec.on ? 'Running' : 'Pending'),
      conditions: conditionsOf(spec),
      ...given({
        containerStatuses: statusesOf(spec),
        initContainerStatuses: spec.carriesNot && [
          { image: spec.carries?.[0] ?? '', state: { waiting: spec.carriesNot } },
        ],
      }),
    },
  }
}

function specOf({ cpu, memory, on, nodeSelector, terms, image, ...spec }: PodSpec): NonNullable<RawPod['spec']> {
  const requests = spec.requests ?? { ...(cpu ? { cpu } : {}), ...(memory ? { memory } : {}) }
  const required = terms && { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } }
  return {
    containers: [{ name: 'main', resources: { requests }, ...given({ image }) }],
    ...given({
      initContainers: spec.carries?.map((one, at) => ({ name: `image-${at + 1}`, image: one })),
      imagePullSecrets: spec.pullSecrets?.map((name) => ({ name })),
      nodeName: on || undefined,
      priority: spec.priority,
      preemptionPolicy: spec.preemptionPolicy,
      schedulerName: spec.schedulerName,
      nodeSelector,
      affinity: required && { nodeAffinity: required },
    }),
  }
}

function statusesOf({ runningAt, restarts, waitsFor }: PodSpec) {
  if (waitsFor !== undefined) return [{ name: 'main', state: { waiting: { reason: waitsFor } } }]
  return runningAt === undefined ? undefined : [runs(runningAt, restarts)]
}

const runs = (sinceMs: number, restartCount = 0) => ({
  name: 'main',
  restartCount,
  state: { running: { startedAt: iso(sinceMs) } },
})

function nameOf({ user, placeholder, daemon }: PodSpec): string {
  if (user) return `jupyter-${user}`
  made += 1
  return placeholder ? `${placeholder}-placeholder-${made}` : `${daemon ?? 'other'}-${made}`
}

function labelsOf({ user, placeholder }: PodSpec): Record<string, string> {
  if (user) return { app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': user }
  if (placeholder) return { app: 'node-placeholder-scaler', component: 'placeholder', [POOL_LABEL]: placeholder }
  return {}
}

function conditionsOf({ on, phase = 'Running', ready = true, boundAt, unschedulableSince }: PodSpec) {
  const type = 'PodScheduled'
  const lastTransitionTime = iso(boundAt ?? at('2026-03-23T18:00:00Z'))
  const isReady = phase === 'Running' && ready
  if (on)
    return [
      { type, status: 'True', lastTransitionTime },
      { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime },
    ]
  if (unschedulableSince === undefined) return []
  return [{ type, status: 'False', reason: 'Unschedulable', lastTransitionTime: iso(unschedulableSince) }]
}

/** How a config tells pods apart. */
export const kindsOf = (from: Config, own?: string): PodKinds => podKindsOf(from, own)

const KINDS = kindsOf(config())

export function podOf(raw: RawPod, kinds: PodKinds = KINDS): Pod {
  const seen = podFrom(raw, kinds)
  if (!seen) throw new Error('a pod without a name')
  return seen
}

/** Any pod, given as JSON: also with nulls where the types have none. */
export const podSeen = (raw: object): Pod | undefined => podFrom(JSON.parse(JSON.stringify(raw)), KINDS)

export const pod = (spec: PodSpec = {}, kinds: PodKinds = KINDS): Pod => podOf(rawPod(spec), kinds)

/** Several of a kind: `several(3, () => pod({placeholder: 'user'}))`; the makers get 1, 2, 3. */
export const several = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index + 1))

/** As the users of a pool, each on a node of its own. */
export const apart = (pods: readonly Pod[]): Users => pods.map((one) => [one])
