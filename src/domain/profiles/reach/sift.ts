import type { Path } from '../path.ts'
import { firstOf, type ProfileProblem, profileProblem } from '../reading/notes.ts'
import type { ClaimVolume, EnvVar, GivenImage, Origin, ProfileSet, Service, Settings } from '../reading/profile.ts'
import type { Place, ProfilesReading } from '../reading/read.ts'
import type { Reach } from './reach.ts'
import { mendOf, type Refusal, refusedClaim, refusedImage, refusedSecret, refusedVariable } from './refusal.ts'

/** Something of a profile or a size that its author may not have, and where it stands. */
export interface Refused extends Refusal {
  readonly source: string
  readonly line?: number | undefined
  readonly path: Path
  readonly what: 'variable' | 'volume' | 'image'
}

/** What of a reading may count, and what not. It is the whole rule: whatever comes of the set, comes of it alone. */
export function sift(
  { set, places }: ProfilesReading,
  reach: Reach,
): { readonly set: ProfileSet; readonly refused: readonly Refused[] } {
  const refused: Refused[] = []
  const sifted = <T extends Settings & { readonly origin: Origin }>(one: T): T => {
    const note = (what: Refused['what'], place: Place | undefined, refusal: Refusal | undefined): boolean => {
      if (refusal) {
        const { source, line } = one.origin
        refused.push({ ...refusal, what, source, line: place?.line ?? line, path: place?.path ?? [] })
      }
      return refusal === undefined
    }
    const mayRead = (variable: EnvVar) =>
      note('variable', places.get(variable), refusedVariable(variable.name, reach) ?? refusedSource(variable, reach))
    const mayMount = (volume: ClaimVolume) =>
      note('volume', places.get(volume), refusedClaim(volume.persistentVolumeClaim.claimName, reach))
    const mayGive = (image: GivenImage) => note('image', places.get(image), refusedImage(image.name, reach))
    const mayReturn = (service: Service) => {
      const place = places.get(service)
      return Object.entries(service.return).filter(([name]) =>
        note('variable', place && { ...place, path: [...place.path, 'return', name] }, refusedVariable(name, reach)),
      )
    }
    const { image, ...others } = one
    return {
      ...(image === undefined || mayGive(image) ? one : (others as T)),
      env: one.env.filter(mayRead),
      volumes: one.volumes.filter(mayMount),
      services: new Map(
        [...one.services].map(([name, service]) => [
          name,
          { ...service, return: Object.fromEntries(mayReturn(service)) },
        ]),
      ),
    }
  }
  const { profiles, sizes, gpuTypes } = set
  return { set: { profiles: profiles.map(sifted), sizes: sizes.map(sifted), gpuTypes }, refused }
}

/** A reading of a ConfigMap with what its author may have; of the rest it is said what to write for it to count. */
export function bound(reading: ProfilesReading, reach: Reach): ProfilesReading {
  const { set, refused } = sift(reading, reach)
  const problems = firstOf(refused, (one) =>
    problemOf(
      'error',
      one,
      `${one.because}, so that this ${one.what} is left out; if it is meant, write ${mendOf(one, reach)}`,
    ),
  )
  return { ...reading, set, problems: [...reading.problems, ...problems] }
}

/** What profiles need that are not bound yet, as nobody knows the values under which they will stand in a ConfigMap. */
export const needsOf = (refused: readonly Refused[], reach: Reach): ProfileProblem[] =>
  firstOf(refused, (one) =>
    problemOf(
      'warning',
      one,
      `${one.because}: in a ConfigMap this ${one.what} counts only with ${mendOf(one, reach)} in the values`,
    ),
  )

const problemOf = (level: ProfileProblem['level'], { source, line, path }: Refused, text: string): ProfileProblem =>
  profileProblem(level, source, line, path, text)

function refusedSource({ valueFrom }: EnvVar, reach: Reach): Refusal | undefined {
  const { name } = Object(valueFrom?.secretKeyRef) as { readonly name?: unknown }
  return typeof name === 'string' ? refusedSecret(name, reach) : undefined
}
