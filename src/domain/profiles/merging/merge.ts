import { given } from '../../given.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import { type Problem, problem } from '../../problem.ts'
import type { Toleration } from '../../scheduling/taint.ts'
import type { NodeAffinity } from '../node-affinity.ts'
import { putEnv } from '../pod/put-env.ts'
import type { Spawn } from '../pod/spawn.ts'
import {
  type ClaimVolume,
  type EnvVar,
  type GivenImage,
  isDefaultSize,
  type Profile,
  type ProfileSet,
  type Service,
  type Size,
} from '../reading/profile.ts'
import { type Layer, lastOf, type Sourced } from './layers.ts'
import { eventFor, matching } from './matches.ts'
import { type MergedResources, mergeResources } from './merge-resources.ts'

/** What the matching profiles and the chosen size come to. */
export interface Merged {
  /** Those that counted, in their order. */
  readonly layers: readonly (Profile | Size)[]
  /** For which events some of them did. */
  readonly events: readonly PlannedEvent[]
  readonly env: readonly Sourced<EnvVar>[]
  readonly volumes: readonly Sourced<ClaimVolume>[]
  readonly tolerations: readonly Sourced<Toleration>[]
  readonly nodeAffinity: { readonly [Key in keyof NodeAffinity]?: Sourced<NonNullable<NodeAffinity[Key]>> }
  /** Complete: requests and limits for both, requests within limits. */
  readonly resources: MergedResources
  readonly gpu?: Sourced<number>
  /** Whether requests and limits are to be the same. */
  readonly guaranteed?: Sourced<boolean>
  readonly services: ReadonlyMap<string, Sourced<Service>>
  readonly image?: Sourced<GivenImage>
  readonly problems: readonly Problem[]
}

/**
 * Merges what matches, in order, then the chosen size, and last of all what counts for an event that is in force: an exam is the
 * same for all. Variables, volumes and services of one name: the later one wins;
 * tolerations add up; node affinity and resources: key by key (`requests` as a whole, `limits` as a whole), later wins.
 * (The rules of jupyterhub-singleuser-profiles, without what they could come to that no API server accepts.)
 */
export function mergeProfiles(set: ProfileSet, spawn: Spawn): Merged {
  const size = isDefaultSize(spawn.size) ? undefined : set.sizes.find(({ name }) => name === spawn.size)
  const { always, ofEvents } = matching(set.profiles, spawn)
  const layers: readonly (Profile | Size)[] = [...always, ...(size ? [size] : []), ...ofEvents]
  const gpu = lastOf(layers, (layer) => layer.gpu)
  const guaranteed = lastOf(layers, (layer) => layer.guaranteed)
  const image = lastOf(layers, (layer) => layer.image)
  const resources = mergeResources(layers)
  const tolerations = [...eachOf(layers, (layer) => layer.tolerations), ...gpuTolerations(set, spawn, gpu)]
  return {
    layers,
    events: ofEvents.flatMap(({ during }) => (during && eventFor(during, spawn.moment)) ?? []),
    env: putEnv(
      [],
      eachOf(layers, ({ env }) => env),
      ({ value }) => value,
    ),
    volumes: lastByName(eachOf(layers, ({ volumes }) => volumes)),
    tolerations,
    nodeAffinity: affinityOf(layers),
    resources: resources.value,
    services: new Map(
      layers.flatMap(({ services, origin }) => [...services].map(([name, value]) => [name, { value, origin }])),
    ),
    ...given({ gpu, guaranteed, image }),
    problems: [...unknownChoices(set, spawn, size), ...resources.problems],
  }
}

const eachOf = <T>(layers: readonly Layer[], read: (layer: Layer) => readonly T[]): Sourced<T>[] =>
  layers.flatMap((layer) => read(layer).map((value) => ({ value, origin: layer.origin })))

const lastByName = <T extends { readonly name: string }>(all: readonly Sourced<T>[]): Sourced<T>[] => [
  ...new Map(all.map((one) => [one.value.name, one])).values(),
]

function affinityOf(layers: readonly Layer[]): Merged['nodeAffinity'] {
  const required = lastOf(layers, (one) => one.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution)
  const preferred = lastOf(layers, (one) => one.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution)
  return given({
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  })
}

/** All types' tolerations unless one that exists was chosen: a server on another GPU is better than none. */
function gpuTolerations({ gpuTypes }: ProfileSet, { gpuType }: Spawn, gpu: Sourced<number> | undefined) {
  if (!gpu || gpu.value === 0) return []
  const chosen = gpuTypes.filter(({ type }) => type === gpuType)
  return (chosen.length > 0 ? chosen : gpuTypes).flatMap(({ tolerations, origin }) =>
    tolerations.map((value) => ({ value, origin })),
  )
}

function unknownChoices(set: ProfileSet, { size, gpuType }: Spawn, found: Size | undefined): Problem[] {
  const problems: Problem[] = []
  const known = (names: readonly string[]) => `; there are ${names.map((name) => `\`${name}\``).join(', ') || 'none'}`
  if (!found && !isDefaultSize(size)) {
    const names = known(set.sizes.map(({ name }) => name))
    problems.push(problem('size', `there is no size \`${size}\`, so the profiles' own resources count${names}`))
  }
  const isAny = gpuType === undefined || gpuType === '' || gpuType === 'ALL'
  if (!isAny && !set.gpuTypes.some(({ type }) => type === gpuType)) {
    const names = known(set.gpuTypes.map(({ type }) => type))
    problems.push(problem('GPU type', `there is no GPU type \`${gpuType}\`, so any type counts${names}`))
  }
  return problems
}
