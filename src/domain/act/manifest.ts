import { deploymentName, type SEAT_SIZES, SIZE } from '../cluster/deployment.ts'
import { POOL_LABEL } from '../cluster/pod.ts'
import type { Owner } from '../decide/observed.ts'
import { given } from '../given.ts'
import { isSamePulls, NO_PULLS, type Pulls } from '../images/pulls.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
import type { Size } from '../room/size.ts'
import { intentHash } from '../scheduling/intent-hash.ts'
import { amountOf, extendedNames, isSameList, type Resources, sayResources } from '../scheduling/resources.ts'
import type { Labels } from '../scheduling/selector.ts'
import { type Toleration, USER_TOLERATIONS } from '../scheduling/taint.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { carrying, RESTRICTED } from './carrying.ts'
import { placementOf } from './placement.ts'

export const BECAUSE = 'warmseats.io/because'
export const INTENT = 'warmseats.io/intent'
export const MANAGED_BY = 'app.kubernetes.io/managed-by'

/** A Kubernetes object as we send it. */
export interface Manifest {
  readonly apiVersion: 'apps/v1'
  readonly kind: 'Deployment'
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly labels: Labels
    readonly annotations: Labels
    readonly ownerReferences: readonly { apiVersion: string; kind: string; name: string; uid: string }[]
    readonly resourceVersion?: string
  }
  readonly spec: {
    readonly replicas: number
    readonly selector: { readonly matchLabels: Labels }
    readonly strategy: { readonly type: 'Recreate' }
    readonly template: { readonly metadata: object; readonly spec: object }
  }
}

/** A lost node frees its placeholders quickly: they hold room elsewhere then. */
const LOST_NODE: readonly Toleration[] = ['not-ready', 'unreachable'].map((key) => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 10,
}))

/**
 * The Deployment of a pool's placeholders as we want it. It carries the hash of everything but the count, so that a
 * change of our intent is seen even where the API server's defaults hide it.
 */
export function manifestOf(
  pool: PoolConfig,
  config: Config,
  owner: Owner,
  size: Size,
  replicas: number,
  carried: Pulls = NO_PULLS,
): Manifest {
  const { spec, ...rest } = uncounted(pool)(config, owner, size, carried)
  return { ...rest, spec: { replicas, ...spec } }
}

/** A Deployment without its count. */
type Uncounted = Omit<Manifest, 'spec'> & { readonly spec: Omit<Manifest['spec'], 'replicas'> }

/** What it is made of, beside its pool. */
type MadeOf = readonly [config: Config, owner: Owner, size: Size, carried: Pulls]

/** Every decision asks for it, and it takes longer to make and hash than to decide. */
const uncounted = oncePerObject((pool: PoolConfig) => keepingLast((...of: MadeOf) => make(pool, ...of), isSame))

/** Owner and size are made anew with each observation. */
const isSame = ([configA, ownerA, sizeA, carriedA]: MadeOf, [config, owner, size, carried]: MadeOf) =>
  configA === config &&
  ownerA.uid === owner.uid &&
  ownerA.name === owner.name &&
  ownerA.namespace === owner.namespace &&
  sizeA.from === size.from &&
  sizeA.packed === size.packed &&
  isSameList(sizeA.requests, size.requests) &&
  isSamePulls(carriedA, carried)

function make(pool: PoolConfig, ...[config, owner, size, carried]: MadeOf): Uncounted {
  const labels = { ...config.placeholderLabels, [POOL_LABEL]: pool.name }
  const selector = { matchLabels: labels }
  const template = {
    metadata: {
      labels: { ...config.placeholder.labels, ...labels },
      annotations: {
        'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true',
        ...config.placeholder.annotations,
        ...(size.from === 'seat' ? { [SIZE]: seatSize(size) } : {}),
      },
    },
    spec: { ...podSpec(pool, config, size, labels), ...carrying(carried, config.placeholder) },
  }
  const strategy = { type: 'Recreate' } as const
  const intent = intentHash({ selector, template, strategy, owner: owner.uid })
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: deploymentName(pool.name),
      namespace: owner.namespace,
      labels: { ...labels, [MANAGED_BY]: 'warmseats' },
      annotations: { [INTENT]: intent },
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: owner.name, uid: owner.uid }],
    },
    spec: { selector, strategy, template },
  }
}

function podSpec(pool: PoolConfig, config: Config, size: Size, labels: Labels): object {
  const requests = size.from === 'config' ? pool.resources.requests : sayResources(size.requests)
  const limits = size.from === 'seat' ? devicesOf(size.requests) : pool.resources.limits
  return {
    // `pause` ends at once. Not 0: a pod that is gone the moment it is evicted is gone before the scheduler, which
    // preempts asynchronously, has put the user who evicted it back into its queue; it then forgets that user.
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: config.placeholder.priorityClassName,
    nodeSelector: pool.nodeSelector,
    tolerations: [...USER_TOLERATIONS, ...pool.tolerations, ...LOST_NODE],
    securityContext: {
      runAsNonRoot: true,
      ...given({ runAsUser: config.placeholder.runAsUser }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...placementOf(pool, size, labels, config.placeholder.placement),
    containers: [
      {
        name: 'pause', // the predecessor's name: were it still at work, its container would be ours, not a second one
        image: config.placeholder.image,
        resources: { requests: asStrings(requests ?? {}), ...given({ limits: limits && asStrings(limits) }) },
        securityContext: RESTRICTED,
      },
    ],
  }
}

const seatSize = ({ packed }: Size): (typeof SEAT_SIZES)[number] => (packed ? 'seats' : 'seat')

/** Devices are never overcommitted: the API refuses them without a limit. */
function devicesOf(requests: Resources): Readonly<Record<string, string>> | undefined {
  const said = sayResources(Object.fromEntries(extendedNames(requests).map((name) => [name, amountOf(requests, name)])))
  return Object.keys(said).length > 0 ? said : undefined
}

/** YAML reads `memory: 60929654784` as a number; the API wants a string there. */
const asStrings = (list: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(list).map(([name, amount]) => [name, String(amount)]))
