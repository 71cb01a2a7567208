import { isForEverybody } from './matches.ts'
import { type ProfileProblem, profileProblem } from './notes.ts'
import type { Profile, ProfileSet } from './profile.ts'

/**
 * Later wins: a profile for everybody that stands after one for some takes back what those were given. It is said once
 * for each such profile, with what it takes back of the nearest one before it.
 */
export function misplaced({ profiles }: ProfileSet): ProfileProblem[] {
  return profiles.flatMap((profile, at) => {
    if (!isForEverybody(profile)) return []
    const specific = profiles.slice(0, at).filter((one) => !isForEverybody(one))
    const [nearest] = specific.toReversed().toSorted((a, b) => overlap(b, profile).length - overlap(a, profile).length)
    if (!nearest) return []
    const lost = overlap(nearest, profile)
    const loses = lost.length > 0 ? ` and takes back its ${lost.join(', ')}` : ''
    const text = `${profile.origin.what} is for everybody and stands after ${nearest.origin.what}${loses}: later wins, so put it first`
    return [profileProblem('warning', profile.origin.source, profile.origin.line, [], text)]
  })
}

/** What both give, where the later one wins. */
function overlap(earlier: Profile, later: Profile): string[] {
  const affinity = Object.keys(later.nodeAffinity).some((key) => key in earlier.nodeAffinity)
  const resources = (['requests', 'limits'] as const).filter((key) => earlier.resources[key] && later.resources[key])
  return [
    ...later.env.filter(({ name }) => earlier.env.some((one) => one.name === name)).map(({ name }) => name),
    ...later.volumes
      .filter(({ name }) => earlier.volumes.some((one) => one.name === name))
      .map(({ name }) => `volume ${name}`),
    ...resources.map((key) => `resource ${key}`),
    ...(affinity ? ['node affinity'] : []),
    ...[...later.services.keys()].filter((name) => earlier.services.has(name)).map((name) => `service ${name}`),
    ...(earlier.gpu !== undefined && later.gpu !== undefined ? ['GPUs'] : []),
  ]
}
