import { load, YAMLException } from 'js-yaml'
import type { z } from 'zod'
import type { Config } from '../domain/config.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { buildConfig } from './build.ts'
import { CHART_KEYS } from './chart-schema.ts'
import { configSchema, configShape, poolSchema } from './schema.ts'

/** A config that counts, with what is odd about it; or why it does not. */
export type Loaded =
  | { readonly at: 'good'; readonly config: Config; readonly warnings: readonly Problem[] }
  | { readonly at: 'refused'; readonly errors: readonly Problem[] }

/** Names under which an umbrella chart may hold our values. */
const SUBCHARTS = ['warmseats', 'node-placeholder-scaler']

/** Reads a Helm values file or the rendered config: the same keys. */
export function loadConfig(yaml: string): Loaded {
  let parsed: unknown
  try {
    parsed = yaml.trim() === '' ? {} : load(yaml, { maxAliases: 100 })
  } catch (error) {
    return refused(
      problem('config', `is not valid YAML: ${error instanceof YAMLException ? error.message : String(error)}`),
    )
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return refused(problem('config', 'must be a map of keys such as `nodePools:`'))
  const values = withoutUmbrella(parsed as Record<string, unknown>)
  const checked = configSchema.safeParse(values)
  if (!checked.success) return { at: 'refused', errors: checked.error.issues.map(sayIssue) }
  const { config, errors, warnings } = buildConfig(checked.data)
  if (errors.length > 0) return { at: 'refused', errors }
  return { at: 'good', config, warnings: [...unknownKeys(values), ...warnings] }
}

const refused = (...errors: Problem[]): Loaded => ({ at: 'refused', errors })

function withoutUmbrella(values: Record<string, unknown>): Record<string, unknown> {
  if ('nodePools' in values) return values
  const name = SUBCHARTS.find((key) => typeof values[key] === 'object' && values[key] !== null)
  return name === undefined ? values : (values[name] as Record<string, unknown>)
}

function sayIssue(issue: z.core.$ZodIssue): Problem {
  const where = issue.path.map(String).join('.') || 'config'
  const nested = issue.code === 'invalid_union' ? issue.errors.flat().map((one) => one.message) : []
  return problem(where, nested.length ? [...new Set(nested)].join('; or: ') : issue.message)
}

const KNOWN = new Set([...Object.keys(configShape), ...CHART_KEYS])
const KNOWN_OF_POOL = new Set(Object.keys(poolSchema.shape))

function unknownKeys(values: Record<string, unknown>): Problem[] {
  const warn = (where: string) => problem(where, 'is not known to this version and has no effect')
  const pools = Object.entries((values.nodePools ?? {}) as Record<string, object | null>)
  return [
    ...Object.keys(values)
      .filter((key) => !KNOWN.has(key))
      .map(warn),
    ...pools.flatMap(([name, pool]) =>
      Object.keys(pool ?? {})
        .filter((key) => !KNOWN_OF_POOL.has(key))
        .map((key) => warn(`nodePools.${name}.${key}`)),
    ),
  ]
}
