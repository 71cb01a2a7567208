import { isForEverybody } from '../merging/matches.ts'
import { firstOf, type ProfileProblem, profileProblem } from '../reading/notes.ts'
import type { Profile, ProfileSet } from '../reading/profile.ts'

/**
 * Later wins: a profile for everybody that stands after one for some takes back what those were given. It is said once
 * for each such profile, with what it takes back of the one before it that loses most. (Of what several give, the last of
 * them loses it: one pass, as a ConfigMap can hold thousands. Those of events come last wherever they stand.)
 */
export function misplaced(set: ProfileSet): ProfileProblem[] {
  const profiles = set.profiles.filter(({ during }) => during === undefined)
  const givers = new Map<string, Profile>()
  const found: ProfileProblem[] = []
  let nearest: Profile | undefined
  for (const profile of profiles) {
    const gifts = giftsOf(profile)
    if (!isForEverybody(profile)) {
      nearest = profile
      for (const key of gifts.keys()) givers.set(key, profile)
    } else if (nearest) {
      const [loser, lost] = losing(gifts, givers) ?? [nearest, []]
      const { origin } = profile
      const loses = lost.length > 0 ? ` and takes back its ${lost.join(', ')}` : ''
      const text = `${origin.what} is for everybody and stands after ${loser.origin.what}${loses}: later wins, so put it first`
      found.push(profileProblem('warning', origin.source, origin.line, [], text))
    }
  }
  return firstOf(found, (one) => one)
}

/** Who loses most of it, and what. */
function losing(gifts: ReadonlyMap<string, string>, givers: ReadonlyMap<string, Profile>) {
  const losses = new Map<Profile, Set<string>>()
  for (const [key, said] of gifts) {
    const giver = givers.get(key)
    if (giver) losses.set(giver, (losses.get(giver) ?? new Set()).add(said))
  }
  const [most] = [...losses].toSorted(([, a], [, b]) => b.size - a.size)
  return most && ([most[0], [...most[1]]] as const)
}

/** What it gives of which only the last one counts, with how it is said. */
function giftsOf({ env, volumes, resources, nodeAffinity, services, gpu }: Profile): Map<string, string> {
  const gifts: (readonly [kind: string, name: string, said: string])[] = [
    ...env.map(({ name }) => ['env', name, name] as const),
    ...volumes.map(({ name }) => ['volume', name, `volume ${name}`] as const),
    ...Object.keys(resources).map((key) => ['resource', key, `resource ${key}`] as const),
    ...Object.keys(nodeAffinity).map((key) => ['affinity', key, 'node affinity'] as const),
    ...[...services.keys()].map((name) => ['service', name, `service ${name}`] as const),
    ...(gpu === undefined ? [] : [['gpu', '', 'GPUs'] as const]),
  ]
  return new Map(gifts.map(([kind, name, said]) => [`${kind} ${name}`, said]))
}
