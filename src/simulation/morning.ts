import { loadConfig } from '../config/load.ts'
import type { Config } from '../domain/config.ts'
import { parseResources } from '../domain/resources.ts'
import type { PoolSpec } from './cluster.ts'
import { seeded } from './random.ts'
import type { Scenario } from './simulation.ts'
import { about, exactly } from './spread.ts'
import { crowd, type Seat } from './users.ts'

const MINUTE_MS = 60_000
/** Before the show: the node that is there has its first user. */
const WARM_UP_MS = MINUTE_MS

/** The morning of a midterm: what the demo shows. Nodes of 8 seats, 28 students within 8 minutes. */
export const MORNING = {
  startMs: Date.UTC(2026, 2, 24, 8, 18),
  doorsMs: Date.UTC(2026, 2, 24, 9, 0),
  arrivingMs: 8 * MINUTE_MS,
  endMs: Date.UTC(2026, 2, 24, 9, 30),
  students: 28,
  seatsPerNode: 8,
  /** A moment worth asking \`explain\` about. */
  askMs: Date.UTC(2026, 2, 24, 8, 58),
  /** What is going on, for who sees it for the first time. */
  story: [
    { fromMs: 0, text: 'A quiet morning: two people on one node. It has room: no placeholder needed.' },
    {
      fromMs: Date.UTC(2026, 2, 24, 8, 50),
      text: '"Midterm" asks 4 spare nodes. One has room; 3 placeholders make 3 nodes boot.',
    },
    {
      fromMs: Date.UTC(2026, 2, 24, 9, 0),
      text: '28 students log in. Placeholders give way at once, and new nodes are asked for.',
    },
    {
      fromMs: Date.UTC(2026, 2, 24, 9, 10),
      text: 'The event is over: the count falls, and nodes empty for 10 min are given back.',
    },
  ],
} as const

export const MORNING_VALUES = `calendarUrl: midterm.ics
nodePools:
  user:
    nodeSelector:
      hub.jupyter.org/pool-name: user
    resources:
      requests:
        memory: 26Gi
    replicas: 1
`

export const MORNING_CALENDAR = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Warmseats//Demo//EN
BEGIN:VEVENT
UID:midterm@demo.warmseats.io
DTSTAMP:20260301T120000Z
DTSTART:20260324T085000Z
DTEND:20260324T091000Z
SUMMARY:Midterm
DESCRIPTION:Everybody logs in at 9.\\nuser: 4
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n')

const POOL: PoolSpec = {
  name: 'user',
  labels: { 'hub.jupyter.org/pool-name': 'user', 'hub.jupyter.org/node-purpose': 'user' },
  taints: [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
  allocatable: parseResources({ cpu: '7910m', memory: '29Gi', pods: '110' }),
  daemons: parseResources({ cpu: '100m', memory: '200Mi' }),
  maxNodes: 12,
  seat: parseResources({ cpu: '900m', memory: '3584Mi' }),
  boot: about(4 * MINUTE_MS, 0.1),
  imagePull: exactly(90_000),
  zones: [],
  oneInEachZone: false,
}

const SEAT: Seat = {
  namespace: 'jupyterhub',
  requests: POOL.seat,
  nodeSelector: { 'hub.jupyter.org/pool-name': 'user' },
}

/** The whole line from the text of values and calendar to the people who come; another seed, another crowd. */
export function morning(seed: number): Scenario {
  const { startMs, doorsMs, arrivingMs, endMs, students } = MORNING
  const names = Array.from({ length: students }, (_, at) => `student-${at + 1}`)
  const stays = [
    { user: 'ada', arrivesMs: startMs - WARM_UP_MS },
    { user: 'grace', arrivesMs: startMs - WARM_UP_MS },
    ...crowd(names, doorsMs, arrivingMs, seeded(seed)),
  ]
  return {
    seed,
    startMs: startMs - WARM_UP_MS,
    installedMs: startMs,
    endMs,
    restartsMs: [],
    config: readConfig(MORNING_VALUES),
    calendar: { text: MORNING_CALENDAR, outages: [] },
    owner: { name: 'warmseats-state', uid: 'demo-state', namespace: 'jupyterhub' },
    pools: [POOL],
    nodes: [{ name: 'user-1', pool: POOL, readySinceMs: startMs - 45 * MINUTE_MS }],
    visits: stays.map((stay) => ({ ...stay, seat: SEAT })),
    podStartMs: 3000,
    autoscaler: {
      scanMs: 10_000,
      scaleUpDelayMs: 0,
      batch: { idleMs: 0, maxMs: 0 },
      unneededMs: 10 * MINUTE_MS,
      removalMs: 0,
      afterScaleUpMs: 0,
    },
  }
}

/** @throws Error when the values are refused */
export function readConfig(values: string): Config {
  const loaded = loadConfig(values)
  if (loaded.at === 'good') return loaded.config
  throw new Error(loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
}
