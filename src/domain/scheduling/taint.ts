/** Taints and tolerations as in core/v1, and which taints make a node one that Warmseats never counts. */
export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: string
  /** ISO 8601; the node controllers set it on their own taints. */
  readonly timeAdded?: string
}

export interface Toleration {
  readonly key?: string
  readonly operator?: string
  readonly value?: string
  readonly effect?: string
  readonly tolerationSeconds?: number
}

/** Zero to JupyterHub's taint for user nodes, in both spellings (some providers forbid the slash). */
export const USER_TOLERATIONS: readonly Toleration[] = [
  { key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' },
  { key: 'hub.jupyter.org_dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' },
]

const NEVER_COUNT = [
  /^node\.kubernetes\.io\//,
  /^node\.cloudprovider\.kubernetes\.io\//,
  /^ToBeDeletedByClusterAutoscaler$/,
  /^karpenter\.sh\/disrupted$/,
  /^karpenter\.sh\/unregistered$/,
]

/** A node with this taint is on its way out or not yet in: whatever is tolerated, it is not usable. */
export const isNeverCount = (taint: Taint): boolean => NEVER_COUNT.some((pattern) => pattern.test(taint.key))

const KEEPS_PODS_OUT = new Set(['NoSchedule', 'NoExecute'])

/** The first taint that keeps pods with these tolerations away, or undefined. PreferNoSchedule keeps nobody away. */
export const untolerated = (taints: readonly Taint[], tolerations: readonly Toleration[]): Taint | undefined =>
  taints.find((taint) => KEEPS_PODS_OUT.has(taint.effect) && !tolerations.some((one) => tolerates(one, taint)))

/** Kubernetes' `Toleration.ToleratesTaint`. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  if (toleration.operator === 'Exists') return true
  return Boolean(toleration.key) && (toleration.value ?? '') === (taint.value ?? '')
}

/** `hub.jupyter.org/dedicated=user:NoSchedule`, as kubectl writes it. */
export const sayTaint = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`
