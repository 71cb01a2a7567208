import { sayInstant } from '../domain/instant.ts'
import { USER_TOLERATIONS } from '../domain/taint.ts'

/** The same class as in memory, at the pace of a real control plane whose machines boot in seconds. */
export const LECTURE = {
  students: 28,
  seatsPerNode: 8,
  bootDelay: '10s',
  /** After the demo begins. */
  eventMs: 10_000,
  doorsMs: 35_000,
  arrivingMs: 15_000,
  eventEndsMs: 60_000,
  endMs: 100_000,
} as const

export const NAMESPACE = 'default'
export const STATE = 'warmseats-state'
const PRIORITY_CLASS = 'warmseats-placeholder'
const ON_POOL = { 'hub.jupyter.org/pool-name': 'user' }

/** What Karpenter is told of the pool. */
export const POOL = { cpu: '8', memory: '29Gi', limitNodes: 12, consolidateAfter: '5s' }

export const lectureValues = (calendar: string): string => `calendarUrl: ${JSON.stringify(calendar)}
nodeGracePeriod: 5
fallWindow: 5
priorityClass:
  name: ${PRIORITY_CLASS}
nodePools:
  user:
    nodeSelector: ${JSON.stringify(ON_POOL)}
    resources:
      requests:
        memory: 26Gi
    replicas: 1
`

export function lectureCalendar(beginMs: number): string {
  const stamp = (ms: number) => sayInstant(Math.floor(ms / 1000) * 1000).replaceAll(/[-:]/g, '')
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Warmseats//Demo//EN',
    'BEGIN:VEVENT',
    'UID:midterm@demo.warmseats.io',
    `DTSTAMP:${stamp(beginMs)}`,
    `DTSTART:${stamp(beginMs + LECTURE.eventMs)}`,
    `DTEND:${stamp(beginMs + LECTURE.eventEndsMs)}`,
    'SUMMARY:Midterm',
    'DESCRIPTION:user: 4',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}

/** What the chart would have made: the object that owns our Deployments, and the priority below users. */
export const RELEASE: Readonly<Record<string, object>> = {
  [`/api/v1/namespaces/${NAMESPACE}/configmaps`]: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: STATE } },
  '/apis/scheduling.k8s.io/v1/priorityclasses': {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: PRIORITY_CLASS },
    value: -10,
  },
}

/** A student's server as kubespawner makes it. */
export const userPod = (user: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `jupyter-${user}`,
    labels: { app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': user },
  },
  spec: {
    nodeSelector: ON_POOL,
    tolerations: USER_TOLERATIONS,
    containers: [
      { name: 'notebook', image: 'jupyter/base-notebook', resources: { requests: { cpu: '900m', memory: '3584Mi' } } },
    ],
  },
})
