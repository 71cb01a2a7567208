import { type State, stateFrom } from '../../../streams/sources/state.ts'
import { CONFIG_KEY } from '../../domain/decide/memory-json.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { type LoadedFile, loadConfigFile, loadConfigText } from '../load-config-file.ts'
import { InputError } from '../read-input.ts'
import { answered, type Place } from './ask.ts'
import { findRelease, type Release } from './release.ts'

/** What a release keeps in the cluster, as far as a command asks. */
export interface Installed {
  readonly release: Release | undefined
  /** What it remembers; undefined: nothing yet, or there is no release. */
  readonly state: State | undefined
}

/** The state ConfigMap; undefined: there is none. @throws InputError when it cannot be read */
export async function readState({ kubernetes, namespace }: Place, name: string): Promise<State | undefined> {
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  const request = kubernetes.get(path).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return {}
    throw error
  })
  return stateFrom(await answered(request, { verb: 'get', resource: 'configmaps', group: '', namespace, name }))
}

/** @param wanted name of a state ConfigMap, where several releases are. @throws InputError */
export async function findInstalled(place: Place, wanted: string | undefined): Promise<Installed> {
  const release = await findRelease(place.connection, place.namespace, wanted)
  return { release, state: release && (await readState(place, release.state)) }
}

/**
 * The config that counts: that of a file, else the one that the release went by last.
 * @throws InputError when there is neither, or it is refused
 */
export async function configOf(
  { release, state }: Installed,
  { namespace }: Place,
  file: string | undefined,
): Promise<LoadedFile> {
  if (file !== undefined) return loadConfigFile(file)
  if (!release)
    throw new InputError(
      `no release of Warmseats is in namespace ${namespace}: give another with -n, or a config with --config`,
    )
  if (state?.config === undefined)
    throw new InputError(`the release in ${namespace} has kept no good config yet; give its values with --config`)
  return loadConfigText(state.config, `${CONFIG_KEY} in ConfigMap ${release.state}`)
}
