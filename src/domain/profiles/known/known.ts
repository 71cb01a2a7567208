import type { Reach } from '../reach/reach.ts'
import { bound } from '../reach/sift.ts'
import { inSourceOrder, type ProfilesConfigMap } from '../reading/config-map.ts'
import type { ProfileProblem } from '../reading/notes.ts'
import { joinProfiles, type ProfileSet } from '../reading/profile.ts'
import type { ProfilesReading } from '../reading/read.ts'
import { halfResources } from './half-resources.ts'
import { misplaced } from './order.ts'

/** All profiles that count now. A new object whenever one of its sources says something else, and only then. */
export interface KnownProfiles {
  /** All, wherever they count, as people are shown them. */
  readonly set: ProfileSet
  /** For pods of a namespace beside the release's own that has profiles itself. */
  readonly inNamespace: ReadonlyMap<string, ProfileSet>
  /** For pods of all others. */
  readonly everywhere: ProfileSet
  readonly problems: readonly ProfileProblem[]
  /** In the order in which they count. */
  readonly configMaps: readonly ProfilesConfigMap[]
}

export interface KnownOptions {
  /** The release's namespace. */
  readonly home: string
  /** What authors of ConfigMaps may have. */
  readonly reach: Reach
}

/**
 * Who may write ConfigMaps in a namespace says what pods there get, and no others; in the release's own, all.
 * @param values those that stand in the values: they come last, so that who installs has the last word, and are not bound
 */
export function knownProfiles(
  configMaps: Iterable<ProfilesConfigMap>,
  values: ProfilesReading,
  { home, reach }: KnownOptions,
): KnownProfiles {
  const ordered = inSourceOrder(configMaps, home).map((one) => ({ ...one, reading: bound(one.reading, reach) }))
  const joined = (of: readonly ProfilesConfigMap[]) =>
    joinProfiles([...of.map(({ reading }) => reading.set), values.set])
  const setFor = (place: string) => joined(ordered.filter(({ namespace }) => [home, place].includes(namespace)))
  const others = new Set(ordered.map(({ namespace }) => namespace).filter((one) => one !== home))
  const everywhere = setFor(home)
  const inNamespace = new Map([...others].map((one) => [one, setFor(one)]))
  const remarks = [everywhere, ...inNamespace.values()].flatMap((one) => [...misplaced(one), ...halfResources(one)])
  return {
    ...{ set: joined(ordered), everywhere, inNamespace, configMaps: ordered },
    problems: [
      ...[...ordered.map(({ reading }) => reading), values].flatMap(({ problems }) => problems),
      ...new Map(remarks.map((one) => [`${one.where}\n${one.text}`, one])).values(),
    ],
  }
}

/** The profiles for pods of a namespace. */
export const profilesFor = ({ inNamespace, everywhere }: KnownProfiles, namespace: string): ProfileSet =>
  inNamespace.get(namespace) ?? everywhere
