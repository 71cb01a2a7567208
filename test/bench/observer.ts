/** The witness: raw watches of its own and one monotonic clock, so that nothing measured reports on itself. */
import { readFile } from 'node:fs/promises'
import type { Cluster } from '../cluster/index.ts'
import { type RawEvent, rawWatch } from './raw-watch.ts'

export interface Observer {
  /** When (ms, monotonic) such an event of a pod is first seen from now on. Ask before causing it. */
  pod(type: 'ADDED' | 'DELETED', name: string): Promise<number>
  /** When a Deployment is first seen to ask for so many. */
  replicas(deployment: string, count: number): Promise<number>
  /** Waits until each Deployment has what it asks for, its pods included unless it is paused. */
  rest(): Promise<void>
  stop(): void
}

interface Seen {
  readonly kind?: string
  readonly metadata: { readonly namespace: string; readonly name: string; readonly generation?: number }
  readonly spec: { readonly replicas?: number; readonly paused?: boolean }
  readonly status?: {
    readonly observedGeneration?: number
    readonly replicas?: number
    readonly readyReplicas?: number
  }
}

interface Expectation {
  readonly holds: (event: RawEvent<Seen>) => boolean
  readonly resolve: (atMs: number) => void
  readonly reject: (error: Error) => void
}

const PATIENCE_MS = 30_000

/**
 * Start it when the cluster is at rest: the API server drops watches that cannot follow.
 * @param namespaces where Deployments are watched; pods are watched in the first
 */
export async function observe(cluster: Cluster, namespaces: readonly [string, ...string[]]): Promise<Observer> {
  const access = { server: cluster.server, ca: await readFile(cluster.caFile, 'utf8'), token: cluster.adminToken }
  const expected = new Set<Expectation>()
  const deployments = new Map<string, Seen>()
  const onEvent = (event: RawEvent<Seen>, atMs: number) => {
    if (event.object.kind === 'Deployment') deployments.set(nameOf(event.object), event.object)
    for (const one of expected) if (one.holds(event)) one.resolve(atMs)
  }
  let ended: Error | undefined
  const onEnd = (error: Error) => {
    ended = error
    for (const one of expected) one.reject(error)
  }
  const stops = [
    rawWatch(access, `/api/v1/namespaces/${namespaces[0]}/pods`, onEvent, onEnd),
    ...namespaces.map((name) => rawWatch(access, `/apis/apps/v1/namespaces/${name}/deployments`, onEvent, onEnd)),
  ]
  const sees = (what: string, holds: Expectation['holds']): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const expectation = { holds, resolve, reject }
    const timer = setTimeout(() => reject(new Error(`not seen in ${PATIENCE_MS / 1000} s: ${what}`)), PATIENCE_MS)
    expected.add(expectation)
    if (ended) reject(ended)
    return promise.finally(() => {
      clearTimeout(timer)
      expected.delete(expectation)
    })
  }
  const allRest = () => {
    const all = [...deployments.values()]
    return namespaces.every((name) => all.some((one) => one.metadata.namespace === name)) && all.every(isAtRest)
  }
  return {
    pod: (type, name) =>
      sees(
        `${type} ${name}`,
        (event) => event.type === type && isPod(event.object) && event.object.metadata.name === name,
      ),
    replicas: (deployment, count) =>
      sees(
        `${count} replicas of ${deployment}`,
        ({ object }) => !isPod(object) && nameOf(object) === deployment && object.spec.replicas === count,
      ),
    rest: async () => {
      if (!allRest()) await sees('rest', allRest)
    },
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

const isPod = ({ kind }: Seen) => kind === 'Pod'
const nameOf = ({ metadata }: Seen) => `${metadata.namespace}/${metadata.name}`

function isAtRest({ metadata, spec, status = {} }: Seen): boolean {
  const { replicas = 0, readyReplicas = 0 } = status
  const hasThem = spec.paused || (replicas === spec.replicas && readyReplicas === spec.replicas)
  return status.observedGeneration === metadata.generation && hasThem === true
}
