/** Random worlds for properties: a few pools, nodes, pods and events around 09:00, as messy as clusters get. */
import type { PoolValues } from '../../src/config/schema.ts'
import type { GivenLead } from '../../src/domain/calendar/ask.ts'
import { AT_LEAST, PAUSE } from '../../src/domain/cluster/hand.ts'
import type { Boots } from '../../src/domain/demand/boots.ts'
import { given } from '../../src/domain/given.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import type { OccurrenceSpec } from './calendar.ts'
import { type ConfigValues, config } from './config.ts'
import { annotatedByHand, type DeploymentSpec, deployment, scaledByHand } from './deployment.ts'
import { type NodeSpec, node } from './node.ts'
import { STALE, type World } from './observed.ts'
import { type PodSpec, pod } from './pod.ts'
import { fc } from './properties.ts'
import { at, HOUR, MINUTE, SECOND } from './time.ts'

/** When random worlds are: each at some time after this. */
export const MORNING = at('09:00')

/** A world before it is built, so that a property can change it and build it again. */
export interface Sketch {
  readonly values: ConfigValues
  readonly nodes: readonly NodeSpec[]
  readonly pods: readonly PodSpec[]
  readonly deployments: readonly DeploymentSpec[]
  readonly events: readonly OccurrenceSpec[]
  readonly state: Pick<World, 'calendar' | 'sight'>
  /** What is remembered of each pool when it begins. */
  readonly boots: Readonly<Record<string, Boots>>
}

export function build({ values, nodes, pods, deployments, events, state }: Sketch): World {
  const { now, before } = configsOf(values)
  return {
    config: now,
    nodes: nodes.map(node),
    pods: pods.map((one) => pod(one)),
    deployments: deployments.map((one) => deployment({ ...one, config: before })),
    events,
    ...state,
  }
}

const built = new WeakMap<ConfigValues, { readonly now: Config; readonly before: Config }>()

/** The config, and one with both pools: a Deployment may still be there though its pool has left the config. */
function configsOf(values: ConfigValues) {
  const known = built.get(values)
  if (known) return known
  const now = config(values)
  const made = {
    now,
    before: now.pools.has('gpu') ? now : config({ ...values, nodePools: { gpu: {}, ...values.nodePools } }),
  }
  built.set(values, made)
  return made
}

const POOLS = ['user', 'gpu'] as const
const ago = (least: number, most: number, unit: number) =>
  fc.integer({ min: least, max: most }).map((count) => MORNING - count * unit)
/** Missing in one of `freq` cases: with 1 it would never be there. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq = 4) => fc.option(arbitrary, { nil: undefined, freq })
const isRare = fc.nat(5).map((number) => number === 0)

const pool: fc.Arbitrary<Partial<PoolValues>> = fc
  .record({
    replicas: fc.nat(5),
    scalingStrategy: fc.constantFrom('cpu', 'mem', 'balanced'),
    cpuThreshold: fc.constantFrom(0, 0.2, 0.5),
    memoryThreshold: fc.constantFrom(0, 0.2, 0.5),
    nodeGracePeriod: fc.constantFrom<(number | string)[]>(0, '1m', '10m'),
    emptyNodeGracePeriod: fc.constantFrom<(number | string)[]>(0, '5m', '24h'),
    calendarOverrideEnabled: fc.boolean(),
    resources: fc.constantFrom<PoolValues['resources'][]>(
      { requests: { memory: '28Gi' } },
      { requests: { memory: '8Gi', 'nvidia.com/gpu': 1 } },
      null,
    ),
    seat: rarely(
      fc.constantFrom<PoolValues['seat'][]>(
        { requests: { memory: '2Gi' } },
        { requests: { memory: '8Gi', 'nvidia.com/gpu': 1 } },
      ),
      2,
    ),
    minPlaceholders: rarely(fc.nat(2)),
    maxPlaceholders: rarely(fc.integer({ min: 2, max: 5 })),
    leadTime: rarely(fc.constantFrom<(number | string)[]>('10m', 'auto', 'auto', 30), 2),
  })
  .map(given)

const values: fc.Arbitrary<ConfigValues> = fc
  .record({
    nodePools: fc.record({ user: pool, gpu: rarely(pool, 2) }).map(given),
    fallWindow: fc.constantFrom(0, 30, 300),
    calendarTimezone: rarely(fc.constantFrom('America/Los_Angeles', 'Asia/Tokyo')),
    defaultPool: rarely(fc.constant('user')),
  })
  .map(given)

const taint = fc.constantFrom(
  { key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' },
  { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' },
  { key: 'nvidia.com/gpu', effect: 'NoSchedule' },
  { key: 'x', effect: 'PreferNoSchedule' },
)

const NODES = ['n0', 'n1', 'n2', 'n3', 'n4'] as const
const nodes: fc.Arbitrary<readonly NodeSpec[]> = fc
  .array(
    fc.record({
      pool: fc.constantFrom('user', 'user', 'gpu', null),
      // The last is too small for any seat.
      memory: fc.constantFrom('16Gi', '32Gi', '64Gi', '16Gi', '32Gi', '64Gi', '1Gi'),
      pods: fc.constantFrom('110', '3'),
      cordoned: isRare,
      deleting: isRare,
      taints: fc.array(taint, { maxLength: 1 }),
      allocatable: fc.constantFrom({}, { 'nvidia.com/gpu': '1' }),
      readySince: fc.oneof(ago(-1, 30, MINUTE), ago(0, 120, SECOND)),
      notReadySince: rarely(ago(0, 90, SECOND), 2),
      created: ago(10, 40, MINUTE),
    }),
    { maxLength: NODES.length },
  )
  .map((list) => list.map((one, index) => given({ ...one, name: NODES[index] ?? '' })))

const PODS: readonly PodSpec[] = [
  { user: 'ada' },
  { user: 'ada' },
  { placeholder: 'user' },
  { placeholder: 'user' },
  { placeholder: 'gpu' },
  { placeholder: 'removed' },
  { daemon: 'log' },
  {},
]
const pods: fc.Arbitrary<readonly PodSpec[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...PODS),
      on: fc.constantFrom(...NODES, 'gone', undefined, undefined),
      memory: fc.constantFrom('1Gi', '8Gi', '28Gi'),
      cpu: fc.constantFrom('100m', '2'),
      phase: fc.constantFrom(undefined, undefined, undefined, 'Succeeded', 'Failed'),
      deleting: isRare,
      boundAt: ago(-1, 40, MINUTE),
      created: ago(20, 60, MINUTE),
      runningAt: rarely(ago(0, 20, MINUTE), 3),
      restarts: fc.constantFrom(0, 0, 0, 1),
      unschedulableSince: rarely(ago(-1, 20, MINUTE), 2),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map(({ kind, ...one }, index) => given({ ...kind, ...one, name: `p${index}` })))

const hand = fc.constantFrom(
  {},
  {},
  {},
  { [AT_LEAST]: '5 until 09:20' },
  { [AT_LEAST]: '5 until 08:20' },
  { [AT_LEAST]: '3 until 2026-03-24T09:10' },
  { [PAUSE]: 'until 09:05' },
  { [PAUSE]: 'for ever', [AT_LEAST]: '2 until 10:00' },
)
const deployments: fc.Arbitrary<readonly DeploymentSpec[]> = fc
  .tuple(
    ...POOLS.map((name) =>
      fc.record({
        pool: fc.constant(name),
        exists: fc.nat(4).map((number) => number > 0),
        replicas: fc.nat(6),
        annotations: hand,
        cannotCreate: rarely(fc.constant('exceeded quota'), 6),
        deleting: isRare,
        managedFields: fc.constantFrom(
          [],
          [annotatedByHand(AT_LEAST, MORNING - HOUR), annotatedByHand(PAUSE, MORNING - HOUR)],
          [scaledByHand()],
        ),
      }),
    ),
  )
  .map((list) => list.filter(({ exists }) => exists).map(({ exists: _, ...one }) => given(one)))

const events: fc.Arbitrary<readonly OccurrenceSpec[]> = fc
  .array(
    fc.record({
      pool: fc.constantFrom('user', 'user', 'gpu', 'nowhere'),
      amount: fc.nat(5),
      from: fc.integer({ min: -40, max: 60 }).map((minutes) => MORNING + minutes * MINUTE),
      length: fc.integer({ min: 1, max: 60 }),
      leadTimeMs: rarely(fc.constantFrom<GivenLead[]>('auto', 5 * MINUTE), 2),
    }),
    { maxLength: 4 },
  )
  .map((list) =>
    list.map((one, index) => ({
      title: `Event ${index}`,
      from: one.from,
      to: one.from + one.length * MINUTE,
      asks: { [one.pool]: one.amount },
      ...given({ leadTimeMs: one.leadTimeMs }),
    })),
  )

const state: fc.Arbitrary<Sketch['state']> = fc.record({
  calendar: fc.constantFrom<NonNullable<World['calendar']>[]>(
    { at: 'good', readMs: MORNING },
    { at: 'good', readMs: MORNING },
    { at: 'none' },
    { at: 'loading' },
    { at: 'failing', sinceMs: MORNING, because: '404' },
    { at: 'failing', sinceMs: MORNING, lastGoodMs: MORNING - HOUR, because: '500' },
  ),
  sight: fc.constantFrom<NonNullable<World['sight']>[]>({ at: 'live' }, { at: 'live' }, { at: 'live' }, STALE),
})

const scene = fc.record({ nodes, pods, deployments, events, state })

/** Enough for a learned lead time, or one less than that: the next one then changes it. */
const boots: fc.Arbitrary<Sketch['boots']> = fc.dictionary(
  fc.constantFrom('user', 'gpu', 'removed'),
  fc.array(fc.integer({ min: 1, max: 40 * 60 }), { minLength: 3, maxLength: 5 }).map((seconds) =>
    seconds.map((took, index) => ({
      pod: `before-${index}`,
      endMs: MORNING - HOUR + index * MINUTE,
      tookMs: took * SECOND,
    })),
  ),
)

/** One random world. */
export const sketch: fc.Arbitrary<Sketch> = fc.record({ values, nodes, pods, deployments, events, state, boots })

export type Moment = readonly [ms: number, sketch: Sketch]

/**
 * What happens under one config: worlds at rising times, seconds to minutes apart. Each begins anew or changes one part
 * of the one before, as one event of a watch does.
 */
export const history: fc.Arbitrary<readonly Moment[]> = fc
  .record({
    values,
    boots,
    first: scene,
    others: fc.array(
      fc.record({
        gap: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 1200 })).map((s) => s * SECOND),
        changes: fc.subarray(['nodes', 'pods', 'deployments', 'events', 'state'] as const, { minLength: 1 }),
        next: scene,
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ values: its, boots: known, first, others }) => {
    let ms = MORNING
    let last: Sketch = { values: its, boots: known, ...first }
    const moments: Moment[] = [[ms, last]]
    for (const { gap, changes, next } of others) {
      ms += gap
      const changed = { ...next, nodes: next.nodes.map((one) => later(one, ms - MORNING)) }
      last = { ...last, ...Object.fromEntries(changes.map((part) => [part, changed[part]])) }
      moments.push([ms, last])
    }
    return moments
  })

/** Its readiness changed so much later. */
const later = ({ readySince, notReadySince, ...one }: NodeSpec, ms: number): NodeSpec => ({
  ...one,
  ...given({
    readySince: readySince === undefined ? undefined : readySince + ms,
    notReadySince: notReadySince === undefined ? undefined : notReadySince + ms,
  }),
})
