import { conditionOf, type RawCondition, type RawMetadata } from '../scheduling/kubernetes-object.ts'

/** The annotation by which a ReplicaSet chooses among pods that are equally far: the lowest goes first, none is 0. */
export const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'

/** How far a pod is on its way; a ReplicaSet removes those first that are least far. */
export const STAGES = ['unbound', 'starting', 'unready', 'ready'] as const

/** What a ReplicaSet looks at when it has a pod too many. */
export interface Removability {
  readonly stage: (typeof STAGES)[number]
  readonly cost: number
}

export function removabilityOf(
  metadata: RawMetadata,
  nodeName: string | undefined,
  status: { readonly phase?: string; readonly conditions?: readonly RawCondition[] },
): Removability {
  const cost = costOf(metadata.annotations?.[DELETION_COST])
  if (!nodeName) return { stage: 'unbound', cost }
  if (status.phase !== 'Running') return { stage: 'starting', cost }
  return { stage: conditionOf(status.conditions, 'Ready')?.status === 'True' ? 'ready' : 'unready', cost }
}

const MOST = 2 ** 31 - 1

/** As Kubernetes reads it: a whole number of 32 bits without `+` and leading zeros; anything else counts as none. */
function costOf(text = ''): number {
  const cost = /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0
  return cost >= -MOST - 1 && cost <= MOST ? cost : 0
}
