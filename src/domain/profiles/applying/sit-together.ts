import type { Selector } from '../../scheduling/selector.ts'
import type { PodManifest } from '../pod/pod-manifest.ts'
import { isSame } from '../same.ts'

/** Which pods are users', as a pod is told of them. */
export interface Company {
  readonly selector: Selector
  /** Where they are; empty: everywhere. */
  readonly namespaces: readonly string[]
}

const OPERATORS = { in: 'In', notin: 'NotIn', exists: 'Exists', absent: 'DoesNotExist' } as const

/**
 * Has a user's pod prefer nodes on which users are, the more the better, so that they fill one node before the next, and nodes
 * that only placeholders hold can go. A wish, not a rule: of nodes without any user any will do. Kubernetes' own scheduler follows
 * it; one that packs by itself (`userScheduler` of zero-to-jupyterhub) counts placeholders as well, and prefers users with it.
 * Twice is once.
 */
export function sitTogether(pod: PodManifest, company: Company): PodManifest {
  const { spec = {} } = pod
  const { podAffinity } = spec.affinity ?? {}
  const wishes = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const wish = wishFor(company)
  if (wishes.some((one) => isSame(one, wish))) return pod
  const together = { ...podAffinity, preferredDuringSchedulingIgnoredDuringExecution: [...wishes, wish] }
  return { ...pod, spec: { ...spec, affinity: { ...spec.affinity, podAffinity: together } } }
}

function wishFor({ selector, namespaces }: Company): object {
  const matchExpressions = selector.map(({ key, operator, values }) => ({
    key,
    operator: OPERATORS[operator],
    ...(values.length > 0 ? { values } : {}),
  }))
  return {
    weight: 100,
    podAffinityTerm: {
      labelSelector: { matchExpressions },
      topologyKey: 'kubernetes.io/hostname',
      ...(namespaces.length === 0 ? { namespaceSelector: {} } : { namespaces: [...namespaces] }),
    },
  }
}
