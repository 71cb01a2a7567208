import { cutToBytes } from '../../cut-to-bytes.ts'
import { given } from '../../given.ts'
import type { Problem } from '../../problem.ts'
import { PROFILES_ANNOTATION, sayProfiles } from '../../profiles-annotation.ts'
import { userLabel } from '../escape.ts'
import type { Merged } from '../merging/merge.ts'
import { type ContainerManifest, containerOf, type PodManifest } from '../pod/pod-manifest.ts'
import { withEnv } from '../pod/put-env.ts'
import type { Spawn } from '../pod/spawn.ts'
import { type FieldOrigin, Trace } from '../pod/trace.ts'
import { type ProfileSet, sayOrigin } from '../reading/profile.ts'
import { applyContainer } from './apply-container.ts'
import { applyImage, hubImageOf, mergedFor } from './apply-image.ts'
import { applyPlacement } from './apply-placement.ts'
import { applyVolumes } from './apply-volumes.ts'

/** A pod with its profiles. */
export interface Applied {
  readonly pod: PodManifest
  readonly merged: Merged
  /** Which profile gave which field. */
  readonly origins: readonly FieldOrigin[]
  readonly problems: readonly Problem[]
}

export interface ApplyOptions {
  /** Where volumes with a relative path, or with none, are mounted. */
  readonly mountPath?: string
}

const USER_LABEL = 'jupyterhub.opendatahub.io/user'
/** Set on every container: who the user is. */
const USER_NAME_ENV = 'JUPYTERHUB_USER_NAME'

/** All annotations together may take 256 KiB. */
const LONGEST_NAMES = 4096

const THE_USER = 'the name of the user'

/**
 * Gives a pod what its user's profiles say. Applying twice is applying once, and nothing that others put into the pod is
 * lost, except where a profile gives that very thing: a variable of the same name, the amounts of the same resource.
 */
export function applyProfiles(pod: PodManifest, set: ProfileSet, spawn: Spawn, options: ApplyOptions = {}): Applied {
  const merged = mergedFor(pod, set, spawn)
  const trace = new Trace()
  const user = containerOf(pod)
  if (!user) trace.problem('pod', 'has no containers, so that no profile was applied')
  const placed = user ? applyPlacement(pod, merged, trace) : pod
  const { volumes, mounts } = applyVolumes(pod, merged, options.mountPath ?? '/home/jovyan', trace)
  const containers = placed.spec?.containers?.map((container): ContainerManifest => {
    const filled =
      container === user ? applyImage(applyContainer(container, { merged, mounts }, trace), merged, trace) : container
    return spawn.user ? withEnv(filled, [{ name: USER_NAME_ENV, value: spawn.user }]) : filled
  })
  if (!user || !containers) return { pod, merged, origins: [], problems: [...merged.problems, ...trace.problems] }
  for (const [name, { value, origin }] of merged.services)
    trace.gave(
      `services[${name}]`,
      value.resources.map(({ name, path }) => `${name}/${path}`).join(', '),
      sayOrigin(origin),
    )
  const applied = {
    ...placed,
    metadata: metadataOf(placed, merged, spawn, trace),
    spec: { ...placed.spec, ...given({ volumes }), containers },
  }
  return { pod: applied, merged, origins: trace.origins, problems: [...merged.problems, ...trace.problems] }
}

function metadataOf(pod: PodManifest, merged: Merged, { user }: Spawn, trace: Trace) {
  const { layers } = merged
  const { metadata } = pod
  const names = layers.map(({ name }) => name).filter(Boolean)
  const label = userLabel(user)
  if (user) {
    trace.gave(`metadata.labels[${USER_LABEL}]`, label, THE_USER)
    trace.gave(`spec.containers[*].env[${USER_NAME_ENV}]`, user, THE_USER)
  }
  const annotations = {
    ...(names.length > 0 ? { [PROFILES_ANNOTATION]: cutToBytes(sayProfiles(names), LONGEST_NAMES) } : {}),
    ...hubImageOf(pod, merged),
  }
  return {
    ...metadata,
    ...given({
      labels: user ? { ...metadata?.labels, [USER_LABEL]: label } : undefined,
      annotations: Object.keys(annotations).length > 0 ? { ...metadata?.annotations, ...annotations } : undefined,
    }),
  }
}
