import { given } from '../../domain/given.ts'
import { type ImageTrouble, imageTroubleIn } from '../../domain/images/trouble.ts'
import { conditionOf, type RawCondition, type RawMetadata } from '../../domain/scheduling/kubernetes-object.ts'
import type { RawContainerStatus } from '../../domain/scheduling/pod-requests.ts'

/** A pod that pulls, as it stands in the cluster. */
export interface RawPuller {
  readonly metadata?: RawMetadata
  readonly status?: {
    readonly phase?: string
    readonly reason?: string
    readonly message?: string
    readonly conditions?: readonly RawCondition[]
    readonly containerStatuses?: readonly RawContainerStatus[]
  }
}

/** What became of the images on one node. */
export type Pulled =
  | { readonly at: 'pulling' }
  | { readonly at: 'came' }
  | { readonly at: 'trouble'; readonly trouble: ImageTrouble }

/** A container that waits for these waits for its image, or may. */
const STILL = new Set(['ContainerCreating', 'PodInitializing'])

/** @param count of the images; an image is there once its container ran or could not, as one without a shell */
export function pulledBy({ status = {} }: RawPuller, count: number): Pulled {
  const { containerStatuses = [], phase, reason, message } = status
  const trouble = imageTroubleIn(containerStatuses)
  if (trouble) return { at: 'trouble', trouble }
  if (containerStatuses.length === count && containerStatuses.every(hasImage)) return { at: 'came' }
  if (phase === 'Failed')
    return { at: 'trouble', trouble: { reason: reason ?? 'Failed', ...given({ message: message || undefined }) } }
  const scheduled = conditionOf(status.conditions, 'PodScheduled')
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
    return {
      at: 'trouble',
      trouble: { reason: 'Unschedulable', ...given({ message: scheduled.message || undefined }) },
    }
  return { at: 'pulling' }
}

const hasImage = ({ state = {} }: RawContainerStatus): boolean =>
  state.running !== undefined ||
  state.terminated !== undefined ||
  (state.waiting?.reason !== undefined && !STILL.has(state.waiting.reason))
