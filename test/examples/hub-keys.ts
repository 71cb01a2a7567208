/**
 * The values of zero-to-jupyterhub that examples/hubs use, and what each takes, read off the chart's own schema
 * (jupyterhub/values.schema.yaml at 48ea50e, July 2026, the one after 4.4.0). It is strict: a key that it does not know is refused
 * by helm, and so is a CPU that is a text.
 */

/** `open`: whatever Kubernetes, KubeSpawner or the storage takes there. */
type Kind = 'yes or no' | 'whole number' | 'number' | 'text' | 'size' | 'list' | 'open'

export type HubKeys = { readonly [key: string]: HubKeys | Kind | readonly string[] }

const IMAGE = { name: 'text', tag: 'text' } as const
const AFFINITY = { matchNodePurpose: ['ignore', 'prefer', 'require'] } as const
const NETWORK = { egress: 'list' } as const

export const HUB_KEYS: HubKeys = {
  hub: {
    concurrentSpawnLimit: 'whole number',
    config: 'open',
    containerSecurityContext: 'open',
    db: { pvc: { storageClassName: 'text' } },
    networkPolicy: NETWORK,
    podSecurityContext: 'open',
    resources: 'open',
  },
  proxy: {
    chp: { containerSecurityContext: 'open', networkPolicy: NETWORK },
    service: { type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
  },
  singleuser: {
    cloudMetadata: { blockWithIptables: 'yes or no' },
    cpu: { guarantee: 'number', limit: 'number' },
    extraAnnotations: 'open',
    fsGid: 'whole number',
    image: IMAGE,
    memory: { guarantee: 'size', limit: 'size' },
    networkPolicy: NETWORK,
    nodeSelector: 'open',
    startTimeout: 'whole number',
    storage: {
      capacity: 'text',
      dynamic: { storageClass: 'text' },
      extraVolumeMounts: 'open',
      extraVolumes: 'open',
      static: { pvcName: 'text' },
      type: ['dynamic', 'static', 'none'],
    },
    uid: 'whole number',
  },
  scheduling: {
    corePods: { nodeAffinity: AFFINITY },
    podPriority: { enabled: 'yes or no' },
    userPlaceholder: { enabled: 'yes or no' },
    userPods: { nodeAffinity: AFFINITY },
    userScheduler: { containerSecurityContext: 'open', enabled: 'yes or no' },
  },
  prePuller: { continuous: { enabled: 'yes or no' }, hook: { enabled: 'yes or no' } },
  cull: { enabled: 'yes or no', every: 'whole number', timeout: 'whole number' },
}

const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  'yes or no': (value) => typeof value === 'boolean',
  'whole number': (value) => value === null || Number.isInteger(value),
  number: (value) => typeof value === 'number',
  text: (value) => typeof value === 'string',
  size: (value) => typeof value === 'number' || typeof value === 'string',
  list: (value) => Array.isArray(value),
  open: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

/** What of these values the chart would refuse: the path of each, and why. */
export function refusedByHub(
  values: unknown,
  keys: HubKeys | Kind | readonly string[] = HUB_KEYS,
  path = '',
): string[] {
  if (typeof keys === 'string') return IS[keys](values) ? [] : [`${path}: ${JSON.stringify(values)} is no ${keys}`]
  if (isChoice(keys))
    return keys.some((key) => key === values)
      ? []
      : [`${path}: ${JSON.stringify(values)} is none of ${keys.join(', ')}`]
  if (!IS.open(values)) return [`${path}: ${JSON.stringify(values)} is no mapping`]
  return Object.entries(values as object).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`
    const known = keys[key]
    return known === undefined
      ? [`${at}: is not among the keys of test/examples/hub-keys.ts`]
      : refusedByHub(value, known, at)
  })
}

const isChoice = (keys: HubKeys | readonly string[]): keys is readonly string[] => Array.isArray(keys)
