/** Worlds for the utilization policy, and what they become when its plan is carried out. */

import type { UtilizationValues } from '../../src/config/utilization-schema.ts'
import { type Node, withCordon } from '../../src/domain/cluster/node.ts'
import { decide } from '../../src/domain/decide/decide.ts'
import type { Memory } from '../../src/domain/decide/memory.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import type { Observed } from '../../src/domain/decide/observed.ts'
import { given } from '../../src/domain/given.ts'
import { BANDS } from '../../src/domain/settings/utilization-settings.ts'
import { decideUtilization } from '../../src/domain/utilization/decide-utilization.ts'
import { CORDONED_AT, CORDONED_BECAUSE, cordonMarks, uncordonMarks } from '../../src/domain/utilization/marks.ts'
import type { PlannedNode, UtilizationPlan } from '../../src/domain/utilization/plan.ts'
import type { Progress } from '../../src/domain/utilization/progress.ts'
import { type ConfigValues, config } from './config.ts'
import type { NodeSpec } from './node.ts'
import { observed, type World } from './observed.ts'
import { kindsOf, type PodSpec, pod } from './pod.ts'
import { at, iso } from './time.ts'

/** A label of pods that come and go. */
export const STUDENT = 'student'

/** Said, so that tests' numbers do not follow from who places users. */
const BAND = BANDS.spreading

/** A config without pools, so that the whole cluster is one scope; students are preemptible. */
export const wholeCluster = (values: UtilizationValues = {}) => ({
  ...config({ utilization: { preemptibleLabels: [STUDENT], ...BAND, ...values } }),
  pools: new Map(),
})

export const withPolicy = (values: UtilizationValues = {}, more: ConfigValues = {}) =>
  config({ ...more, utilization: { preemptibleLabels: [STUDENT], ...BAND, ...values } })

/** A pod by the rules of a config. */
export const podIn = (from: NonNullable<World['config']>, spec: PodSpec) => pod(spec, kindsOf(from))

/** The annotations of a node that the policy cordoned at a time. */
export const cordonedByUs = (
  time: string,
  because = 'nothing keeps it',
): Pick<NodeSpec, 'cordoned' | 'annotations'> => ({
  cordoned: true,
  annotations: { [CORDONED_AT]: iso(at(time)), [CORDONED_BECAUSE]: because },
})

export const ours = cordonedByUs('08:30')

/** @param on undefined: it waits for a node */
export const student = (on: string | undefined, memory = '1Gi'): PodSpec => ({
  labels: { [STUDENT]: '' },
  memory,
  ...given({ on }),
})

export interface Moment {
  readonly memory?: Memory
  readonly before?: Progress
  readonly paced?: boolean
}

/** The plan on a world at a time of the tests' day, after the product has decided on it. */
export function planAt(time: string | number, world: World, moment: Moment = {}): UtilizationPlan {
  const sight = observed(world)
  return planOn(sight, typeof time === 'number' ? time : at(time), moment)
}

export function planOn(sight: Observed, nowMs: number, { memory = NO_MEMORY, ...rest }: Moment = {}): UtilizationPlan {
  return decideUtilization({ observed: sight, memory: decide(sight, memory, nowMs).memory, nowMs, ...rest })
}

/** The world after the plan: as the cluster would show it. Created nodes are not there yet. */
export function carriedOut(sight: Observed, plan: UtilizationPlan): Observed {
  const nodes = new Map(sight.nodes)
  const update = ({ node }: PlannedNode, change: (node: Node) => Node) => {
    const present = nodes.get(node)
    if (present) nodes.set(node, change(present))
  }
  for (const step of plan.uncordon)
    update(step, (node) => marked(withCordon(node, false), uncordonMarks(step.notBeforeMs)))
  for (const step of plan.cordon)
    update(step, (node) => marked(withCordon(node, true), cordonMarks(plan.atMs, step.because)))
  for (const { node } of plan.shutdown) nodes.delete(node)
  return { ...sight, nodes }
}

function marked(node: Node, marks: Readonly<Record<string, string | null>>): Node {
  const annotations = { ...node.annotations, ...marks }
  const kept = Object.entries(annotations).filter((entry): entry is [string, string] => entry[1] !== null)
  return { ...node, annotations: Object.fromEntries(kept) }
}

export const names = (steps: readonly PlannedNode[]): string[] => steps.map(({ node }) => node)
