import { inSourceOrder, type ProfilesConfigMap } from '../reading/config-map.ts'
import type { ProfileProblem } from '../reading/notes.ts'
import type { ProfileSet } from '../reading/profile.ts'
import type { ProfilesReading } from '../reading/read.ts'
import { joinReadings } from '../reading/read-file.ts'
import { halfResources } from './half-resources.ts'
import { misplaced } from './order.ts'

/** All profiles that count now. A new object whenever one of its sources says something else, and only then. */
export interface KnownProfiles {
  readonly set: ProfileSet
  readonly problems: readonly ProfileProblem[]
  /** In the order in which they count. */
  readonly configMaps: readonly ProfilesConfigMap[]
}

/**
 * @param values those that stand in the values: they come last, so that who installs has the last word
 * @param home the release's namespace
 */
export function knownProfiles(
  configMaps: Iterable<ProfilesConfigMap>,
  values: ProfilesReading,
  home: string,
): KnownProfiles {
  const ordered = inSourceOrder(configMaps, home)
  const { set, problems } = joinReadings([...ordered.map(({ reading }) => reading), values])
  return { set, problems: [...problems, ...misplaced(set), ...halfResources(set)], configMaps: ordered }
}
