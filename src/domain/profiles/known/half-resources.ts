import { isForEverybody } from '../merging/matches.ts'
import { firstOf, type ProfileProblem, profileProblem } from '../reading/notes.ts'
import type { Profile, ProfileSet, Size } from '../reading/profile.ts'

type Key = 'requests' | 'limits'
type Givers = Partial<Record<Key, Profile>>

/**
 * `requests` and `limits` are merged each on its own: what gives one of them alone keeps the other of a profile before it,
 * and a size of 32Gi comes with the small request that everybody has. Of a profile it is said after one for everybody, of
 * a size after any: whoever chooses it.
 */
export function halfResources({ profiles, sizes }: ProfileSet): ProfileProblem[] {
  const found: ProfileProblem[] = []
  const forEverybody: Givers = {}
  const forAny: Givers = {}
  for (const profile of profiles.filter(({ during }) => during === undefined)) {
    found.push(...keptBy(profile, forEverybody))
    for (const givers of isForEverybody(profile) ? [forEverybody, forAny] : [forAny])
      for (const key of ['requests', 'limits'] as const) if (profile.resources[key]) givers[key] = profile
  }
  const ofEvents = profiles.filter(({ during, guaranteed }) => during && !guaranteed)
  for (const profile of ofEvents) found.push(...keptBy(profile, forEverybody))
  return firstOf([...found, ...sizes.flatMap((size) => keptBy(size, forAny))], (one) => one)
}

function keptBy({ resources: { requests, limits }, origin }: Profile | Size, givers: Givers): ProfileProblem[] {
  if ((requests === undefined) === (limits === undefined)) return []
  const [given, kept]: readonly [Key, Key] = requests ? ['requests', 'limits'] : ['limits', 'requests']
  const giver = givers[kept]
  if (!giver) return []
  const text = `${origin.what} gives \`${given}\` alone, so that the \`${kept}\` of ${giver.origin.what} stay; write both`
  return [profileProblem('warning', origin.source, origin.line, [], text)]
}
