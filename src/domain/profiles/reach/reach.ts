import type { Config } from '../../settings/config.ts'

/** What profiles out of ConfigMaps may reach, by the values: names, or patterns in which `*` stands for anything. */
export interface Reach {
  readonly allowedSecrets: readonly string[]
  readonly allowedClaims: readonly string[]
  /** Repositories, or images, or patterns: `isAllowedImage` reads them. */
  readonly allowedImages: readonly string[]
  readonly reservedEnv: readonly string[]
  /** The Secrets of the release itself. */
  readonly ownSecrets: readonly string[]
}

/** The keys of the values that widen it, below `profiles`. */
export type ReachKey = 'allowedSecrets' | 'allowedClaims' | 'allowedImages' | 'reservedEnv'

export interface ReachRelease {
  /** The full name of the release. */
  readonly name: string
  /** The Secret with the calendars as last read; undefined: there is none. */
  readonly calendarStore?: string | undefined
  /** Further ones, which only the chart knows: that of the calendar's address, that of the feed. */
  readonly ownSecrets?: readonly string[] | undefined
}

/** As a config says it, with the Secrets that the chart makes and those that `calendars` and `notify` name. */
export function reachOf(
  { profiles, calendars, notify }: Pick<Config, 'profiles' | 'calendars' | 'notify'>,
  { name, calendarStore, ownSecrets: others = [] }: ReachRelease,
): Reach {
  const { allowedSecrets, allowedClaims, allowedImages, reservedEnv } = profiles
  const named = [
    ...calendars.flatMap(({ secret, auth }) => [secret?.name, auth?.secretName]),
    ...notify.map(({ secret }) => secret.name),
  ]
  const made = [`${name}-certificate`, `${name}-webhook`, `${name}-feed`, calendarStore ?? `${name}-calendar`]
  const ownSecrets = [...new Set([...made, ...others, ...named.filter((one) => one !== undefined)])]
  return { allowedSecrets, allowedClaims, allowedImages, reservedEnv, ownSecrets }
}
