import { type Problem, problem } from '../domain/problem.ts'
import type { UtilizationSettings } from '../domain/utilization/settings.ts'
import { buildUtilization } from './build-utilization.ts'
import { type UtilizationValues, utilizationSchema } from './utilization-schema.ts'

type Key = keyof UtilizationValues & string

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

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The settings of the policy with what the environment says above what the config says.
 * An empty list is a list (`OMIT_NAMESPACES=` omits no namespace), an empty number is none.
 * @returns errors that name the variable, and then settings that must not be used
 */
export function utilizationFrom(
  environment: Environment,
  below: UtilizationValues = {},
): { readonly settings: UtilizationSettings; readonly errors: readonly Problem[] } {
  const given = new Map<string, string>()
  const values: Record<string, unknown> = { ...below }
  for (const [key, name] of Object.entries(ENVIRONMENT)) {
    const text = environment[name]?.trim()
    const isList = key.endsWith('Labels') || key.endsWith('Namespaces')
    if (text === undefined || (text === '' && !isList)) continue
    values[key] = key.endsWith('Nodes') ? numberIn(text) : text
    given.set(key, name)
  }
  const nameOf = (key: string) => given.get(key) ?? `utilization.${key}`
  const checked = utilizationSchema.safeParse(values)
  const errors = checked.success
    ? []
    : checked.error.issues.map(({ path, message }) => {
        const key = String(path[0])
        return problem(nameOf(key), `\`${values[key]}\`: ${message}`)
      })
  const settings = buildUtilization(checked.success ? checked.data : {}, errors, nameOf)
  return { settings, errors }
}

/** The text itself where it is no number: the schema says what is wrong with it. */
const numberIn = (text: string): number | string => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text)
