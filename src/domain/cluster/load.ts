import type { Labels } from '../scheduling/selector.ts'
import type { LoadRules } from '../settings/utilization-settings.ts'

/**
 * What a pod means to the node under it: a *critical* one keeps it in service; a *preemptible* one is workload, but
 * comes and goes by itself, so its node may be cordoned (it is never evicted for that); an *omitted* one is not there.
 */
export type Load = 'critical' | 'preemptible' | 'omitted'

export function loadOf(labels: Labels, namespace: string, rules: LoadRules): Load {
  const carries = (key: string) => Object.hasOwn(labels, key)
  if (rules.omitNamespaces.includes(namespace) || rules.omitLabels.some(carries)) return 'omitted'
  return rules.preemptibleLabels.some(carries) ? 'preemptible' : 'critical'
}

/** Only these, so that another setting does not list all pods anew. */
export const loadRulesOf = ({ preemptibleLabels, omitLabels, omitNamespaces }: LoadRules): LoadRules => ({
  preemptibleLabels,
  omitLabels,
  omitNamespaces,
})
