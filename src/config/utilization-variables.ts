import type { UTILIZATION_DEFAULTS } from './utilization-schema.ts'

type Key = keyof typeof UTILIZATION_DEFAULTS

/** The environment variables of the data-8 autoscaler, by the keys that they stand for. */
export const ENVIRONMENT = {
  minUtilization: 'MIN_UTILIZATION',
  optimalUtilization: 'OPTIMAL_UTILIZATION',
  maxUtilization: 'MAX_UTILIZATION',
  minNodes: 'MIN_NODES',
  maxNodes: 'MAX_NODES',
  preemptibleLabels: 'PREEMPTIBLE_LABELS',
  omitLabels: 'OMIT_LABELS',
  omitNamespaces: 'OMIT_NAMESPACES',
} as const satisfies Partial<Record<Key, string>>

/** As the help names them. */
export const ENVIRONMENT_NAMES = Object.values(ENVIRONMENT).join(', ')
