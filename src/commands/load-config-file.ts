import { loadConfig } from '../config/load.ts'
import type { Values } from '../config/schema.ts'
import type { Problem } from '../domain/problem.ts'
import type { Config } from '../domain/settings/config.ts'
import { InputError, readText } from './read-input.ts'

export interface LoadedFile {
  readonly config: Config
  readonly warnings: readonly Problem[]
  /** As written, without defaults. */
  readonly values: Values
}

/** Reads a Helm values file or the rendered config; a refused one is an InputError that names every path and reason. */
export const loadConfigFile = async (path: string): Promise<LoadedFile> => loadConfigText(await readText(path), path)

/** @param source where the text is from, for the error */
export function loadConfigText(text: string, source: string): LoadedFile {
  const loaded = loadConfig(text)
  if (loaded.at === 'good') return loaded
  throw new InputError(
    `${source} is refused\n${loaded.errors.map(({ where, text }) => `  ${where}: ${text}`).join('\n')}`,
  )
}
