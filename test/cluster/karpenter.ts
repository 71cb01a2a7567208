/** A real autoscaler for tests: node pools as Karpenter has them, with machines that kwok pretends to boot. */
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { type Api, applyPatch } from './api.ts'
import type { Taint } from './nodes.ts'
import { eventually } from './poll.ts'
import type { Files } from './programs/control-plane.ts'

/** A pool of equal machines. */
export interface Pool {
  /** What pods of a machine may use, e.g. `8` or `7500m` cores; the provider takes its own 100m on top. */
  readonly cpu: string
  /** The same, in Ki, Mi, Gi or Ti; the provider takes its own 10Mi on top. */
  readonly memory: string
  /** Pods a machine, by default 110. */
  readonly pods?: number
  /** Other resources, e.g. `{'nvidia.com/gpu': '2'}`. */
  readonly resources?: Readonly<Record<string, string>>
  /** The most machines, by default 10. */
  readonly limitNodes?: number
  /** Beside `hub.jupyter.org/pool-name: <name of the pool>` and `hub.jupyter.org/node-purpose: user`. */
  readonly labels?: Readonly<Record<string, string>>
  /** By default `hub.jupyter.org/dedicated=user:NoSchedule`. */
  readonly taints?: readonly Taint[]
  /** By default one zone, `zone-a`. */
  readonly zones?: readonly string[]
  /** The number of its machines, however many pods wait: a static pool. */
  readonly replicas?: number
  /** How long an empty machine stays, e.g. `30s`; by default for ever. DaemonSet pods do not keep one. */
  readonly consolidateAfter?: string
}

/** The autoscaler of a cluster. */
export interface KarpenterOptions {
  /** From the decision to the registered node, in whole s, m or h; by default `3s`. One batching second comes before it. */
  readonly bootDelay?: string
  readonly pools: Readonly<Record<string, Pool>>
}

/** Karpenter's kwok provider takes this off every machine's capacity. */
const reserved = { milliCores: 100, kibibytes: 10 * 1024 }

const nodeClass = { group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: 'default' }
const instanceTypeLabel = 'node.kubernetes.io/instance-type'
const defaultTaints: readonly Taint[] = [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }]

/** Returns the text of the file that tells the kwok provider which machines exist: one type a pool. */
export function instanceTypes({ pools }: KarpenterOptions): string {
  return JSON.stringify(Object.entries(pools).map(([name, pool]) => instanceType(name, pool)))
}

function instanceType(name: string, pool: Pool) {
  return {
    name: machineOf(name),
    architecture: 'amd64',
    operatingSystems: ['linux'],
    resources: {
      cpu: `${milliCores(pool.cpu) + reserved.milliCores}m`,
      memory: `${kibibytes(pool.memory) + reserved.kibibytes}Ki`,
      pods: String(pool.pods ?? 110),
      'ephemeral-storage': '100Gi',
      // Within one batch Karpenter takes a new machine's resources off the pool's limits, and machines have none called
      // «nodes»: two pods that arrive together would get two nodes where one is left. It shows up in allocatable.
      nodes: '1',
      ...pool.resources,
    },
    // Capitals: these keys are read as a Go struct without tags; lower-case ones happen to work for some only.
    offerings: (pool.zones ?? ['zone-a']).map((zone) => ({
      Price: 1,
      Available: true,
      Requirements: [
        { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
        { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] },
      ],
    })),
  }
}

/** Installs Karpenter's CRDs, the node class and the node pools; to be done before Karpenter itself starts. */
export async function applyPools(api: Api, files: Files, options: KarpenterOptions): Promise<void> {
  const definitions = [...files]
    .filter(([name]) => name.startsWith('crds/'))
    .map(([, path]) => load(readFileSync(path, 'utf8')))
  await Promise.all(
    definitions.map((crd) => apply(api, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd)),
  )
  await apply(api, '/apis/karpenter.kwok.sh/v1alpha1/kwoknodeclasses', {
    apiVersion: 'karpenter.kwok.sh/v1alpha1',
    kind: nodeClass.kind,
    metadata: { name: nodeClass.name },
    spec: { nodeRegistrationDelay: options.bootDelay ?? '3s' },
  })
  const pools = Object.entries(options.pools).map(([name, pool]) => nodePool(name, pool))
  await Promise.all(pools.map((pool) => apply(api, '/apis/karpenter.sh/v1/nodepools', pool)))
}

function nodePool(name: string, pool: Pool) {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      limits: { nodes: String(pool.limitNodes ?? 10) },
      ...(pool.replicas === undefined ? {} : { replicas: pool.replicas }),
      disruption: {
        consolidationPolicy: 'WhenEmpty',
        consolidateAfter: pool.consolidateAfter ?? 'Never',
        budgets: [{ nodes: '100%' }],
      },
      template: {
        metadata: {
          labels: { 'hub.jupyter.org/pool-name': name, 'hub.jupyter.org/node-purpose': 'user', ...pool.labels },
        },
        spec: {
          nodeClassRef: nodeClass,
          expireAfter: 'Never',
          taints: pool.taints ?? defaultTaints,
          requirements: [{ key: instanceTypeLabel, operator: 'In', values: [machineOf(name)] }],
        },
      },
    },
  }
}

/** Applied again and again for a while: a new CRD's addresses answer 404 until the API server has taken it up. */
async function apply(api: Api, collection: string, object: unknown): Promise<void> {
  const { name } = (object as { metadata: { name: string } }).metadata
  const path = `${collection}/${name}?fieldManager=warmseats-test&force=true`
  await eventually(`${name} to be accepted`, () => api.json('PATCH', path, object, applyPatch))
}

function machineOf(pool: string): string {
  return `${pool}-machine`
}

function milliCores(cpu: string): number {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu)
  if (match === null) throw new Error(`cpu of a pool: ${cpu} is neither cores nor milli-cores, e.g. 8 or 7500m`)
  return Number(match[1]) * (match[2] === 'm' ? 1 : 1000)
}

function kibibytes(memory: string): number {
  const match = /^(\d+)(Ki|Mi|Gi|Ti)$/.exec(memory)
  const power = ['Ki', 'Mi', 'Gi', 'Ti'].indexOf(match?.[2] ?? '')
  if (match === null) throw new Error(`memory of a pool: ${memory} is not a number of Ki, Mi, Gi or Ti, e.g. 32Gi`)
  return Number(match[1]) * 1024 ** power
}
