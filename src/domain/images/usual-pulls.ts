import { EVENT_ANNOTATION } from '../event-annotation.ts'
import { HUB_IMAGE_ANNOTATION } from '../image-annotation.ts'
import { type Pulls, pullsOf, type RawPulling } from './pulls.ts'

/** KubeSpawner's name for the user's container; else it is the first. */
const NOTEBOOK = 'notebook'

/**
 * What a user's pod would have its node pull on another day, where a profile gave it an image for an event.
 * @returns undefined: what it pulls is usual
 */
export function usualPulls(spec: RawPulling, annotations: Readonly<Record<string, string>>): Pulls | undefined {
  const image = annotations[HUB_IMAGE_ANNOTATION]
  if (!image || annotations[EVENT_ANNOTATION] === undefined) return undefined
  const containers = spec.containers ?? []
  const user = containers.find(({ name }) => name === NOTEBOOK) ?? containers[0]
  return pullsOf({ ...spec, containers: containers.map((one) => (one === user ? { ...one, image } : one)) })
}
