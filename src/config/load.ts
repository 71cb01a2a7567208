import { CORE_SCHEMA, load, mergeTag } from 'js-yaml'
import { isMap, sayIssue, yamlMistake } from '../domain/parsed.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Config } from '../domain/settings/config.ts'
import { buildConfig } from './build.ts'
import { CHART_KEYS } from './chart-schema.ts'
import { firstProblems } from './first-problems.ts'
import { configSchema, type Values } from './schema.ts'
import { unknownKeys } from './unknown-keys.ts'

/** A config that counts, with what is odd about it; or why it does not. */
export type Loaded =
  | {
      readonly at: 'good'
      readonly config: Config
      readonly warnings: readonly Problem[]
      /** As written, without defaults. */
      readonly values: Values
    }
  | { readonly at: 'refused'; readonly errors: readonly Problem[] }

/** In characters. A copy of the config stands beside the memory in the state ConfigMap, of at most 1 MiB. */
export const MAX_LENGTH = 192 * 1024

/** With merge keys (`<<: *defaults`), which helm reads too. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag)

type RawValues = Readonly<Record<string, unknown>>

/** Names under which an umbrella chart may hold our values. */
const SUBCHARTS = ['warmseats', 'node-placeholder-scaler']

/** Reads a Helm values file or the rendered config: the same keys. */
export function loadConfig(yaml: string): Loaded {
  if (yaml.length > MAX_LENGTH) return refused(problem('config', sayLength(yaml)))
  let parsed: unknown
  try {
    // js-yaml throws where there is no document, though comments alone are a values file too.
    const blank = yaml.replaceAll(/^[^\S\n]*#.*$/gm, '').trim() === ''
    parsed = blank ? {} : (load(yaml, { maxAliases: 100, schema: SCHEMA }) ?? {})
  } catch (error) {
    return refused(problem('config', `is not valid YAML: ${sayYamlError(error)}`))
  }
  if (!isMap(parsed)) return refused(problem('config', 'must be a map of keys such as `nodePools:`'))
  const values = withoutUmbrella(parsed)
  const checked = configSchema.safeParse(values)
  if (!checked.success) return refused(...checked.error.issues.map((issue) => sayIssue(issue, 'config')))
  const { config, errors, warnings } = buildConfig(checked.data)
  if (errors.length > 0) return refused(...errors)
  return { at: 'good', config, warnings: firstProblems([...warningsOf(values), ...warnings]), values: checked.data }
}

function sayYamlError(error: unknown): string {
  const { kind, line, column } = yamlMistake(error)
  return line === undefined ? kind : `${kind}, line ${line}, column ${column}`
}

const refused = (...errors: Problem[]): Loaded => ({ at: 'refused', errors: firstProblems(errors) })

const sayLength = ({ length }: string): string =>
  `is ${Math.ceil(length / 1024)} KiB long, and at most ${MAX_LENGTH / 1024} KiB are read; profiles may stand in ConfigMaps of their own, events in calendars`

function withoutUmbrella(values: RawValues): RawValues {
  if ('nodePools' in values) return values
  const name = SUBCHARTS.find((key) => typeof values[key] === 'object' && values[key] !== null)
  return name === undefined ? values : (values[name] as RawValues)
}

const CHART_ONLY = new Set(CHART_KEYS)

function warningsOf(values: RawValues): Problem[] {
  const unknown = unknownKeys(configSchema, values).filter(({ path }) => !CHART_ONLY.has(path))
  return unknown.map(({ path, meant }) =>
    problem(
      path,
      `is not known to this version and has no effect${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`,
    ),
  )
}
