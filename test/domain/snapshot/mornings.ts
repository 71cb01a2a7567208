/** Bad mornings at 09:02, each as the cluster, the calendar and the process show it, with what whoever is on call must read. */
import type { SchedulingEvent } from '../../../src/domain/cluster/scheduling-event.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Snapshot, SnapshotInput } from '../../../src/domain/snapshot/snapshot.ts'
import type { Verdict } from '../../../src/domain/snapshot/verdict.ts'
import type { Cause } from '../../../src/domain/snapshot/waiting/cause.ts'
import { boots } from '../../support/boots.ts'
import type { OccurrenceSpec } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { snapshotAfter, stepAt } from '../../support/snapshot.ts'
import { at, SECOND } from '../../support/time.ts'

export interface Morning {
  readonly name: string
  readonly state: Verdict['state']
  /** Of the headline. */
  readonly says: RegExp
  readonly kind: Cause['kind']
  /** What can be copied. */
  readonly copy: RegExp
  readonly snapshot: () => Snapshot
}

const CONFIG = userPool({ seat: { requests: { cpu: '200m', memory: '2Gi' } }, replicas: 1 })
const LECTURE: OccurrenceSpec = { title: 'Data 8', to: '10:20', asks: { user: { students: 350 } } }
const OFFICE_HOURS: OccurrenceSpec = { title: 'Office hours', from: '14:00', to: '15:00', asks: { user: 2 } }
const SEAT = { cpu: '200m', memory: '2Gi' }

/** They came one a second from 08:58 on; the pods of those who have a node say so. */
const students = (count: number, more: object = {}) =>
  several(count, (n) => pod({ user: `s${n}`, ...SEAT, created: at('08:58') + Math.min(n, 200) * SECOND, ...more }))

const FULL = [
  ...several(14, (n) => pod({ user: `early${n}`, ...SEAT, on: 'n1', runningAt: at('08:10'), created: at('08:09') })),
  ...several(3, (n) => pod({ placeholder: 'user', uid: `w${n}`, memory: '28Gi', unschedulableSince: at('08:58:30') })),
]
const MORNING: World = {
  config: CONFIG,
  nodes: [node({ name: 'n1' })],
  pods: [...FULL, ...students(281)],
  events: [LECTURE],
  deployments: [deployment({ config: CONFIG, replicas: 3 })],
}
const LEARNED: Memory = { ...NO_MEMORY, boots: { user: boots(5, 5, 5, 5, 5) } }

const said = (more: Partial<SchedulingEvent>): NonNullable<World['hints']> => ({
  schedulingEvents: new Map(
    ['w1', 'w2', 'w3'].map((podUid) => [
      podUid,
      { podUid, by: 'cluster-autoscaler', message: '', atMs: at('08:58:45'), isRefusal: true, ...more },
    ]),
  ),
})

const morning = (
  name: string,
  state: Verdict['state'],
  says: RegExp,
  [kind, copy]: readonly [Cause['kind'], RegExp],
  world: Partial<World> = {},
  more: Partial<SnapshotInput> = {},
): Morning => ({
  name,
  state,
  says,
  kind,
  copy,
  snapshot: () => snapshotAfter(stepAt('09:02', { ...MORNING, ...world }, { memory: LEARNED }), more),
})

const DENIED = 'pods "user-placeholder-x" is forbidden: exceeded quota: compute, requested: requests.memory=28Gi'

export const MORNINGS: readonly Morning[] = [
  morning(
    'nodes are slow',
    'warning',
    /^30 people wait for a node, the longest for 3 min \(since 08:58\); 3 nodes boot, with 48 seats, due since about 09:01: nodes boot, and take longer than the usual 5 min\.$/,
    ['late', /^kubectl get nodes -w -l hub\.jupyter\.org\/pool-name=user-pool$/],
    {
      pods: [...FULL, ...students(30)],
      hints: said({ isRefusal: false, message: 'pod triggered scale-up', atMs: at('08:56:20') }),
    },
  ),
  morning(
    'nodes boot, and are too few',
    'bad',
    /^281 people wait for a node, the longest for 3 min \(since 08:58\); 3 nodes boot, with 48 seats, about 09:03: the nodes that boot are too few/,
    ['too few', /^warmseats hold user --students 281 --for 2h -n hub$/],
    { hints: said({ isRefusal: false, message: 'pod triggered scale-up' }) },
  ),
  morning(
    'the pool is at its maximum',
    'bad',
    /^281 people wait .*, and no node is on its way for them: cluster-autoscaler says "pod didn't trigger scale-up: 1 max node group size reached"\.$/,
    ['refused', /cluster-autoscaler-status/],
    { hints: said({ message: "pod didn't trigger scale-up: 1 max node group size reached" }) },
  ),
  morning(
    'nobody wrote the event',
    'bad',
    /^281 people wait .*, and no node is on its way for them: no event announces them\.$/,
    ['not announced', /^warmseats hold user --students 281 --for 2h -n hub$/],
    { events: [OFFICE_HOURS] },
  ),
  morning(
    '100 are announced, 300 come',
    'bad',
    /^281 people wait .*: more came than "Data 8" announced: write the number that comes, at least 2\d\d, into the event\.$/,
    ['more came', /^warmseats hold user --students 281 --for 2h -n hub$/],
    { events: [{ ...LECTURE, asks: { user: { students: 100 } } }] },
  ),
  morning(
    'the image is missing',
    'bad',
    /^20 servers of people who have a node cannot start: the image of 20 servers cannot be had \(ImagePullBackOff\)\.$/,
    ['image', /^kubectl -n hub get events --field-selector reason=Failed$/],
    {
      nodes: [node({ name: 'n1' }), node({ name: 'n2', memory: '64Gi' })],
      pods: [...FULL, ...students(20, { on: 'n2', phase: 'Pending', waitsFor: 'ImagePullBackOff' })],
    },
  ),
  morning(
    'the hub starts no more at once',
    'bad',
    /^64 people wait /,
    ['spawn limit', /^hub: \{concurrentSpawnLimit: 256\}$/],
    { pods: [...FULL, ...students(64)] },
  ),
  morning(
    'a quota forbids placeholders',
    'bad',
    /no node is on its way for them: placeholder pods cannot be created: .*exceeded quota/,
    ['quota', /^kubectl -n hub edit resourcequotas$/],
    { deployments: [deployment({ config: CONFIG, replicas: 3, cannotCreate: DENIED })] },
  ),
  morning(
    'a quota that the class does not fit into',
    'bad',
    /^281 people wait /,
    ['does not fit', /^kubectl -n hub edit resourcequota compute$/],
    {
      hints: {
        limits: {
          karpenterPools: [],
          quotas: [{ name: 'compute', namespace: 'hub', most: { memory: 200 * 2 ** 30 } }],
        },
      },
    },
  ),
  morning(
    'users cannot preempt',
    'bad',
    /: users cannot take the place of 2 placeholders on nodes: their priority is too low, or does not preempt\.$/,
    ['cannot preempt', /^scheduling: \{podPriority: \{enabled: true\}\}$/],
    {
      nodes: [node({ name: 'n1' }), node({ name: 'n2' }), node({ name: 'n3' })],
      pods: [
        ...['n2', 'n3'].map((on) => pod({ placeholder: 'user', on, memory: '28Gi', priority: 0 })),
        ...students(20, { priority: 0 }),
      ],
    },
  ),
  morning(
    'the calendar is down, and the class was written since',
    'bad',
    /: no event of the last good copy announces them, and the calendar cannot be read: calendar \(host c\.example\.edu\): it answers HTTP 500\.$/,
    ['not announced', /^warmseats hold user --students 281 /],
    {
      events: [],
      calendar: {
        at: 'failing',
        sinceMs: at('07:00'),
        lastGoodMs: at('06:55'),
        because: 'calendar (host c.example.edu): it answers HTTP 500',
      },
    },
  ),
  morning(
    'the calendar was never read',
    'bad',
    /: calendar: it answers HTTP 500; there is no good copy yet: counts do not fall\.$/,
    ['trouble', /^warmseats doctor -n hub$/],
    { events: [], calendar: { at: 'failing', sinceMs: at('07:00'), because: 'it answers HTTP 500' } },
  ),
  {
    ...morning(
      'nobody leads',
      'bad',
      /: no replica leads: nothing is written; counts stay as they are until one can write the Lease\.$/,
      ['trouble', /^kubectl -n hub get pods,leases$/],
    ),
    snapshot: () =>
      snapshotAfter(stepAt('09:02', MORNING, { memory: LEARNED, leading: false }), {
        leader: undefined,
        leaderlessSinceMs: at('08:50'),
      }),
  },
  morning(
    'the state is gone',
    'bad',
    /: state ConfigMap: is gone, /,
    ['trouble', /^helm -n hub list && helm -n hub upgrade RELEASE CHART --reuse-values$/],
    { owner: null },
  ),
  morning(
    'the API is away',
    'bad',
    /: cluster: nodes are not heard from for 150 s; /,
    ['trouble', /^kubectl get --raw '\/readyz\?verbose'$/],
    { sight: STALE },
  ),
  morning(
    'we may not look',
    'bad',
    /: watch of nodes: forbidden: not allowed to list nodes\.$/,
    ['trouble', /^warmseats doctor -n hub$/],
    {},
    { troubles: [{ resource: 'nodes', because: 'forbidden: not allowed to list nodes', isForbidden: true }] },
  ),
  morning(
    'a dry run',
    'bad',
    /: it is a dry run: nothing is written\.$/,
    ['dry run', /^dryRun: false$/],
    {},
    { dryRun: true },
  ),
  morning(
    'somebody paused the pool',
    'bad',
    /: the pool is paused until 10:00\.$/,
    ['paused', /^kubectl -n hub annotate deployment user-placeholder warmseats\.io\/pause-$/],
    {
      deployments: [deployment({ config: CONFIG, replicas: 3, annotations: { 'warmseats.io/pause': 'until 10:00' } })],
    },
  ),
  morning(
    'no node comes, and nobody says why',
    'bad',
    /: no node came since 08:58, and no autoscaler says why: is the pool at its maximum\?/,
    ['silence', /^kubectl -n hub get events /],
  ),
]
