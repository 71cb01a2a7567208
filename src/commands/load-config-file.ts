import { loadConfig } from '../config/load.ts'
import type { Problem } from '../domain/problem.ts'
import type { Config } from '../domain/settings/config.ts'
import { InputError, readText } from './read-input.ts'

/** Reads a Helm values file or the rendered config; a refused one is an InputError that names every path and reason. */
export async function loadConfigFile(
  path: string,
): Promise<{ readonly config: Config; readonly warnings: readonly Problem[] }> {
  const loaded = loadConfig(await readText(path))
  if (loaded.at === 'good') return loaded
  throw new InputError(
    `${path} is refused\n${loaded.errors.map(({ where, text }) => `  ${where}: ${text}`).join('\n')}`,
  )
}
