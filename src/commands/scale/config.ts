import { buildConfig } from '../../config/build.ts'
import { type Loaded, loadConfig } from '../../config/load.ts'
import { type Environment, utilizationFrom } from '../../config/utilization-environment.ts'
import type { UtilizationValues } from '../../config/utilization-schema.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import { InputError } from '../read-input.ts'

/** The config that a scaling goes by. */
export interface ScaleConfig {
  readonly config: Config
  /** Of `utilization`, as written. */
  readonly values: UtilizationValues
  readonly warnings: readonly Problem[]
}

/**
 * The config with the environment above it.
 * @param text the config; undefined: there is none, then the whole cluster is one pool
 * @param source where it is from, for errors
 * @throws InputError
 */
export function scaleConfig(text: string | undefined, source: string, environment: Environment): ScaleConfig {
  const loaded = text === undefined ? NOTHING : loadConfig(text)
  if (loaded.at === 'refused') throw refused(`${source} is`, loaded.errors)
  const values = loaded.values.utilization ?? {}
  const { settings, errors } = utilizationFrom(environment, values)
  if (errors.length > 0) throw refused('the settings are', errors)
  return { config: { ...loaded.config, utilization: settings }, values, warnings: loaded.warnings }
}

const NOTHING: Loaded = { at: 'good', values: {}, config: buildConfig({}).config, warnings: [] }

const refused = (what: string, errors: readonly Problem[]) =>
  new InputError(`${what} refused\n${errors.map(({ where, text }) => `  ${where}: ${text}`).join('\n')}`)
