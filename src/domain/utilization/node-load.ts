import { isCordoned, isLeaving, isReady, type Node } from '../cluster/node.ts'
import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { given } from '../given.ts'
import { compare } from '../order.ts'
import { cordonFor, isSwitchedOff, type OwnCordon, type Release } from './marks.ts'

/**
 * What a node is to the policy. Only `open` and `ours` are its to decide on: `by hand` is cordoned by somebody else (a
 * person or another release), `not ready` (also one that does not say its memory) and `leaving` are the cloud's, and
 * `reserved` is held by placeholders alone, which the calendar decides on.
 */
export type Standing = 'open' | 'ours' | 'by hand' | 'not ready' | 'reserved' | 'leaving'

/** A node with what runs on it, as the policy counts. */
export interface NodeLoad {
  readonly node: Node
  readonly standing: Standing
  readonly cordon?: OwnCordon
  /** Workload pods, and those of them that are critical. */
  readonly workloadPods: number
  readonly critical: number
  /** Memory requests of workload pods. Bytes. */
  readonly workloadBytes: number
  readonly placeholders: number
  /** The kill switch is on it: it stays in service. */
  readonly isSwitchedOff: boolean
}

/** @param by the release that asks */
export function loadOfNode(node: Node, occupancy: Occupancy = NO_OCCUPANCY, by?: Release): NodeLoad {
  const { workloadPods, critical, workloadBytes, placeholders } = occupancy
  const cordon = cordonFor(node, by)
  return {
    node,
    standing: standingOf(node, occupancy, cordon),
    workloadPods,
    critical,
    workloadBytes,
    placeholders,
    isSwitchedOff: isSwitchedOff(node.annotations),
    ...given({ cordon }),
  }
}

function standingOf(node: Node, { workloadPods, placeholders }: Occupancy, cordon: OwnCordon | undefined): Standing {
  if (isLeaving(node)) return 'leaving'
  if (!isReady(node) || node.memoryBytes === 0) return 'not ready'
  if (cordon) return 'ours'
  if (isCordoned(node)) return 'by hand'
  return isHeldByPlaceholders({ workloadPods, placeholders }) ? 'reserved' : 'open'
}

/** Only placeholders hold it: once it is in service, it is reserved. */
export const isHeldByPlaceholders = ({
  workloadPods,
  placeholders,
}: Pick<NodeLoad, 'workloadPods' | 'placeholders'>): boolean => workloadPods === 0 && placeholders > 0

/** Nothing on it but what comes with every node. */
export const isEmpty = ({ workloadPods, placeholders }: Pick<NodeLoad, 'workloadPods' | 'placeholders'>): boolean =>
  workloadPods === 0 && placeholders === 0

/** It is in service whatever the goal is. */
export const staysAnyway = ({ critical, placeholders, isSwitchedOff }: NodeLoad): boolean =>
  critical > 0 || placeholders > 0 || isSwitchedOff

/**
 * The order in which nodes shall stay in service: those that do anyway, then those with the most workload pods. Among equals one that is in service stays, then by name: so the same cluster gives the same order, whoever asks, and a
 * plan that was carried out is the plan again.
 */
export const byKeeping = (a: NodeLoad, b: NodeLoad): number =>
  Number(staysAnyway(b)) - Number(staysAnyway(a)) ||
  b.workloadPods - a.workloadPods ||
  Number(a.standing === 'ours') - Number(b.standing === 'ours') ||
  compare(a.node.name, b.node.name)
