import { loadConfig } from '../../config/load.ts'
import type { Looked } from '../../domain/doctor/looked.ts'
import type { Problem } from '../../domain/problem.ts'
import type { RawConfigMap } from '../../domain/scheduling/kubernetes-object.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { Place } from '../cluster/ask.ts'
import { configOf, type Installed } from '../cluster/installed.ts'
import type { LoadedFile } from '../load-config-file.ts'
import { InputError } from '../read-input.ts'
import { lookFor } from './look.ts'

/** The config that counts, and why the one that is mounted does not. */
export interface FoundConfig extends LoadedFile {
  readonly refused: readonly Problem[]
}

/**
 * That of a file; else the one that the controller has mounted; where that is refused, or not to be seen, the last good one.
 * @throws InputError when there is none, or the file is refused
 */
export async function findConfig(place: Place, installed: Installed, file: string | undefined): Promise<FoundConfig> {
  const { release, state } = installed
  if (file !== undefined || !release?.configMap) return { ...(await configOf(installed, place, file)), refused: [] }
  const mounted = await mountedConfig(place, release.configMap)
  const text = mounted.at === 'seen' ? mounted.value?.data?.['config.yaml'] : undefined
  if (text === undefined) return { ...(await configOf(installed, place, undefined)), refused: [] }
  const loaded = loadConfig(text)
  if (loaded.at === 'good') return { ...loaded, refused: [] }
  if (state?.config === undefined)
    throw new InputError(
      `config.yaml in ConfigMap ${release.configMap} is refused, and no good one was kept\n${loaded.errors.map(({ where, text: why }) => `  ${where}: ${why}`).join('\n')}`,
    )
  return { ...(await configOf(installed, place, undefined)), refused: loaded.errors }
}

const mountedConfig = ({ kubernetes, namespace }: Place, name: string): Promise<Looked<RawConfigMap | undefined>> =>
  lookFor(kubernetes.get<RawConfigMap>(apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`), {
    verb: 'get',
    resource: 'configmaps',
    group: '',
    namespace,
    name,
  })
