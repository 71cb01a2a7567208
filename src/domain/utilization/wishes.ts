import { isCordoned, isLeaving, type Node } from '../cluster/node.ts'
import { NO_OCCUPANCY } from '../cluster/occupancy.ts'
import { poolOfLabels } from '../cluster/pool.ts'
import type { Observed } from '../decide/observed.ts'
import { undoCordons } from './decide-utilization.ts'
import { cordonFor, cordonMarks, hasStaleMarks, isCordonedBy, uncordonMarks } from './marks.ts'
import type { NodeAction, NodeWrite } from './node-action.ts'
import { isEmpty } from './node-load.ts'
import type { PlannedNode, UtilizationPlan } from './plan.ts'

/** A machine that has not become a node in so many boot times will not. */
const LATE_AFTER_BOOTS = 3

/** A plan as actions, each bound to the node as the plan saw it. With the autoscaler nobody but it removes and makes nodes. */
export function wishesOf(plan: UtilizationPlan, observed: Observed): NodeAction[] {
  const { atMs, cordon, uncordon, unmark, shutdown, create } = plan
  const write = writeOn(observed)
  const writes = [
    ...uncordon.flatMap((step) => takeBack(step, observed, step.notBeforeMs)),
    ...cordon.flatMap((step) =>
      write('cordon', step, { unschedulable: true, annotations: cordonMarks(atMs, step.because, observed.owner) }),
    ),
    ...unmark.flatMap((step) => write('unmark', step, { annotations: uncordonMarks() })),
  ]
  if (observed.config.utilization.nodeGroups === 'autoscaler') return writes
  const removals = shutdown.flatMap(({ node: name, uid, scope: pool, because }): NodeAction[] => {
    const node = observed.nodes.get(name)
    return node ? [{ type: 'remove node', pool, name, uid, node, because, atMs }] : []
  })
  const lateBeforeMs = atMs - LATE_AFTER_BOOTS * observed.config.utilization.bootMs
  const creations = create.map(({ scope: pool, count, because }): NodeAction => {
    const nodes = [...observed.nodes.values()].filter((node) => !isLeaving(node) && poolOf(node, observed) === pool)
    return { type: 'create nodes', pool, count, nodes, lateBeforeMs, because, atMs }
  })
  return [...writes, ...removals, ...creations]
}

/** Gives back what this release cordoned, and nothing that another one or a person did. */
export function undoWishes(observed: Observed, because: string): NodeAction[] {
  const ours = undoCordons(observed, because).filter(({ node: name }) => {
    const node = observed.nodes.get(name)
    return node !== undefined && isCordonedBy(node, observed.owner)
  })
  return ours.flatMap((step) => takeBack(step, observed))
}

/** Whether a wish is still one: what has changed since the plan, or has been done, waits for the next plan. */
export function stillHolds(wish: NodeAction, { nodes, pods, owner }: Observed): boolean {
  if (wish.type === 'create nodes') return true
  const node = nodes.get(wish.name)
  if (node?.uid !== wish.uid) return false
  const load = pods.occupancy.get(wish.name) ?? NO_OCCUPANCY
  if (wish.type === 'remove node') return cordonFor(node, owner) !== undefined && isEmpty(load)
  if (node.resourceVersion !== wish.resourceVersion) return false
  switch (wish.reason) {
    case 'cordon':
      return !isCordoned(node) && load.critical === 0 && load.placeholders === 0
    case 'uncordon':
      return cordonFor(node, owner) !== undefined
    case 'unmark':
      return hasStaleMarks(node, owner)
  }
}

const takeBack = (step: PlannedNode, observed: Observed, notBeforeMs?: number): NodeWrite[] =>
  writeOn(observed)('uncordon', step, { unschedulable: false, annotations: uncordonMarks(notBeforeMs) })

const writeOn =
  (observed: Observed) =>
  (
    reason: NodeWrite['reason'],
    { node: name, uid, because }: PlannedNode,
    change: Pick<NodeWrite, 'unschedulable' | 'annotations'>,
  ): NodeWrite[] => {
    const node = observed.nodes.get(name)
    if (!node) return []
    const { resourceVersion } = node
    const version = resourceVersion === undefined ? {} : { resourceVersion }
    return [{ type: 'write node', pool: poolOf(node, observed), reason, name, uid, ...version, ...change, because }]
  }

const poolOf = ({ labels }: Node, { config }: Observed): string => poolOfLabels(labels, config)?.pool ?? ''
