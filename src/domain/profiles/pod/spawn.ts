import { given } from '../../given.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import { containerOf, type PodManifest } from './pod-manifest.ts'

/** Whose server starts, and what was chosen for it. */
export interface Spawn {
  /** As the hub knows the name, not escaped. */
  readonly user: string
  /** The image as it stands in the pod. */
  readonly image: string
  /** The name of a size; missing, `Default` and `None`: what the profiles give. */
  readonly size?: string
  /** A type out of `gpuTypes`; missing and `ALL`: any. */
  readonly gpuType?: string
  /** When it starts, and the calendars' events; missing: nobody knows them, and what counts during one does not. */
  readonly moment?: Moment
}

export interface Moment {
  /** Epoch ms. */
  readonly atMs: number
  readonly events: readonly PlannedEvent[]
}

/** The options form sets these on the pod. */
export const SIZE_ANNOTATION = 'warmseats.io/size'
export const GPU_TYPE_ANNOTATION = 'warmseats.io/gpu-type'

/** JupyterHub's own limit, in characters. */
export const LONGEST_USER = 255

const USERNAME = 'hub.jupyter.org/username'

/**
 * What KubeSpawner's pod tells. The annotation holds the name as it is, the label a slug of it: safe names as they are,
 * others shortened with a hash (before KubeSpawner 7: escaped), so that the label is the last resort.
 * @returns undefined when it is nobody's pod
 */
export function spawnOf(pod: PodManifest): Spawn | undefined {
  const { annotations, labels } = pod.metadata ?? {}
  const container = containerOf(pod)
  const told = container?.env?.find(({ name }) => name === 'JUPYTERHUB_USER')?.value
  const user = annotations?.[USERNAME] || told || labels?.[USERNAME]
  if (!user) return undefined
  return {
    user,
    image: container?.image ?? '',
    ...given({ size: annotations?.[SIZE_ANNOTATION], gpuType: annotations?.[GPU_TYPE_ANNOTATION] }),
  }
}
