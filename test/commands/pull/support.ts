/** A cluster in memory whose kubelets pull as a test says, and its clock. */
import type { Stage } from '../../../src/commands/pull/bring.ts'
import type { PullCluster, PullPool } from '../../../src/commands/pull/cluster.ts'
import { type PullOptions, type PullPlan, planOf } from '../../../src/commands/pull/options.ts'
import type { RawPuller } from '../../../src/commands/pull/pulled.ts'
import type { Node } from '../../../src/domain/cluster/node.ts'
import type { RawContainerStatus } from '../../../src/domain/scheduling/pod-requests.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { at, SECOND } from '../../support/time.ts'

export const IMAGE = 'quay.io/hub/data8:2'

const USUAL: PullOptions = {
  images: [IMAGE],
  pool: [],
  secret: [],
  wait: true,
  timeout: '20m',
  parallel: '2',
  bringFor: '24h',
  output: 'text',
}

/** As the command line gives it, but for what a test says. */
export const plan = (options: Partial<PullOptions> = {}): PullPlan => planOf({ ...USUAL, ...options }, 'r1')

/** A container's state so long after its pod was made. */
export type Kubelet = (node: string, sinceMs: number) => RawContainerStatus['state']

export const pulling: Kubelet = () => ({ waiting: { reason: 'ContainerCreating' } })
export const comesAfter =
  (ms: number): Kubelet =>
  (_, sinceMs) =>
    sinceMs < ms ? pulling('', 0) : { terminated: { reason: 'Completed' } }
export const refuses =
  (message: string): Kubelet =>
  () => ({ waiting: { reason: 'ImagePullBackOff', message } })

export interface Played {
  readonly stage: Stage
  readonly progress: string[]
  /** The most pods that pulled at once. */
  most(): number
  /** Texts of the annotation, by pool. */
  readonly announced: Map<string, string>
  /** The Job is there. */
  isLit(): boolean
}

export interface Scene {
  readonly options?: Partial<PullOptions>
  readonly nodes?: readonly Node[]
  readonly kubelet?: Kubelet
  readonly annotations?: Readonly<Record<string, string>>
  /** Whether a controller makes placeholders with what is announced. */
  readonly isAnswered?: boolean
  /** Pools come so long after the beginning. */
  readonly poolsAfterMs?: number
  readonly create?: (node: string) => void
  readonly onPause?: (atMs: number) => void
  readonly stop?: AbortSignal
}

export function played(scene: Scene = {}): Played {
  const { nodes = ['n1', 'n2', 'n3'].map((name) => node({ name })), kubelet = comesAfter(60 * SECOND) } = scene
  const beganMs = at('09:00')
  let nowMs = beganMs
  let isLit = false
  let most = 0
  const made = new Map<string, { readonly node: string; readonly madeMs: number }>()
  const announced = new Map<string, string>()
  const progress: string[] = []
  const stateOf = ({ node: name, madeMs }: { node: string; madeMs: number }) => kubelet(name, nowMs - madeMs) ?? {}
  const puller = (name: string, own: { node: string; madeMs: number }): RawPuller => ({
    metadata: { name },
    status: { containerStatuses: [{ name: 'image-1', image: IMAGE, state: stateOf(own) }] },
  })
  const poolOf = (pool: string): PullPool => ({
    pool,
    deployment: deployment({ pool, annotations: scene.annotations ?? {} }),
    template: {
      nodeSelector: { pool },
      initContainers: scene.isAnswered === false || !announced.has(pool) ? [] : [{ image: IMAGE }],
    },
  })
  const cluster: PullCluster = {
    pools: async () => (nowMs < beganMs + (scene.poolsAfterMs ?? 0) ? [] : [poolOf('user')]),
    nodes: async () => nodes,
    pullers: async () => [...made].map(([name, own]) => puller(name, own)),
    light: async () => {
      isLit = true
      return 'uid-1'
    },
    create: async (_plan, _template, name, pod) => {
      scene.create?.(name)
      made.set(pod, { node: name, madeMs: nowMs })
      most = Math.max(most, [...made.values()].filter((own) => stateOf(own).terminated === undefined).length)
    },
    end: async () => {
      isLit = false
    },
    announce: async (pool, text) => void announced.set(pool, text),
  }
  const clock = {
    now: () => nowMs,
    pause: async () => {
      nowMs += 2 * SECOND
      scene.onPause?.(nowMs)
    },
  }
  const stop = scene.stop ?? new AbortController().signal
  const stage = { plan: plan(scene.options), cluster, clock, progress: (line: string) => progress.push(line), stop }
  return { stage, progress, most: () => most, announced, isLit: () => isLit }
}
