/** A cluster that the product is measured on, and the config that it is given there. */
import { NAMESPACE, POOL_LABEL, poolNames, type Shape, seatOf } from '../synthetic/shape.ts'

/** How the event in force asks: as README recommends first, or with a bare number of placeholders. */
export type Asks = 'students' | 'user'

export interface Scene extends Pick<Shape, 'nodes' | 'pods' | 'pools'> {
  readonly asks: Asks
}

export const STATE = 'warmseats-state'
export const LEASE = 'warmseats'

const configMaps = `/api/v1/namespaces/${NAMESPACE}/configmaps`

/** What the chart would have made, and what the floor writes. */
export const OBJECTS: Readonly<Record<string, object>> = {
  [`${configMaps}/${STATE}`]: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: STATE } },
  [`/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases/${LEASE}`]: {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: LEASE },
    spec: {},
  },
  '/apis/apps/v1/namespaces/floor/deployments/user-placeholder': {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'user-placeholder' },
    spec: {},
  },
}

/** Without the waits that are there for autoscalers, so that a count falls with the event as it rises with it. */
export function configOf(scene: Scene, nowMs: number): object {
  const { cpuMilli, memoryMiB } = seatOf(scene)
  const [first = 'user', ...others] = poolNames(scene)
  const pool = (name: string, replicas: number) => ({
    nodeSelector: { [POOL_LABEL]: name },
    replicas,
    nodeGracePeriod: 0,
    emptyNodeGracePeriod: 86_400,
    seat: { requests: { cpu: `${cpuMilli}m`, memory: `${memoryMiB}Mi` } },
  })
  return {
    fallWindow: 0,
    calendarTimezone: 'UTC',
    defaultPool: first,
    nodePools: {
      [first]: pool(first, scene.asks === 'user' ? 1 : 0),
      ...Object.fromEntries(others.map((name) => [name, pool(name, 1)])),
    },
    schedule: [{ ...lectureAt(nowMs), pools: { [first]: scene.asks === 'user' ? 4 : { students: STUDENTS } } }],
  }
}

/** Some nodes' worth. */
const STUDENTS = 40
const MINUTE_MS = 60_000
const minute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`

/** It is about to begin, and in force for its lead time: later counts would follow those who come. */
const lectureAt = (nowMs: number) => ({
  name: 'Lecture',
  start: minute(nowMs + 15 * MINUTE_MS),
  duration: '80m',
  leadTime: '30m',
})

export const sayScene = ({ nodes, pods, pools, asks }: Scene): string =>
  `${nodes} nodes, ${pods} pods, ${pools} ${pools === 1 ? 'pool' : 'pools'}, ${asks === 'user' ? '`user: 4`' : '`students: 40`'}`
