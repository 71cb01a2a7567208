/** On a pod: the names of the profiles that counted, for people, and for `classes` of the config. */
export const PROFILES_ANNOTATION = 'warmseats.io/profiles'
const APART = ', '

export const sayProfiles = (names: readonly string[]): string => names.join(APART)

export const profilesIn = (annotations: Readonly<Record<string, string>>): readonly string[] =>
  annotations[PROFILES_ANNOTATION]?.split(APART) ?? []
