import { given } from '../given.ts'
import { Remembered } from '../remembered.ts'
import type { RawContainer, RawPodSpecRequests } from '../scheduling/pod-requests.ts'
import { fullName } from './names.ts'

export const PULL_POLICIES = ['IfNotPresent', 'Always', 'Never'] as const
export type PullPolicy = (typeof PULL_POLICIES)[number]

/** An image that a node has to have. */
export interface PulledImage {
  /** As it is written in a pod: name with tag or digest. */
  readonly image: string
  /** undefined: the kubelet's own default, by the tag. */
  readonly policy?: PullPolicy
  /** It has no `/bin/sh`, as was seen. */
  readonly isBare?: true
}

/** What a pod has its node pull. Pods that pull the same share one object. */
export interface Pulls {
  readonly images: readonly PulledImage[]
  /** `imagePullSecrets`, by name, in the pod's namespace. */
  readonly secrets: readonly string[]
}

export const NO_PULLS: Pulls = { images: [], secrets: [] }

/** What of a pod's spec says that. */
export interface RawPulling extends RawPodSpecRequests {
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
}

/** A hub has few kinds of servers; of more than this the objects are no longer shared. */
const KINDS = new Remembered<string, Pulls>(500)

/**
 * The images of all containers of a pod, those that run first included, each once and in the order of the pod.
 * @returns undefined: it names none
 */
export function pullsOf(spec: RawPulling): Pulls | undefined {
  const containers: readonly (RawContainer & { readonly imagePullPolicy?: string })[] = [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
  ]
  const images = new Map<string, PulledImage>()
  for (const { image, imagePullPolicy } of containers) {
    if (!image) continue
    const policy = PULL_POLICIES.find((one) => one === imagePullPolicy)
    images.set(image, images.get(image) ?? { image, ...given({ policy }) })
  }
  if (images.size === 0) return undefined
  const secrets = (spec.imagePullSecrets ?? []).flatMap(({ name }) => (name ? [name] : []))
  const pulls: Pulls = { images: [...images.values()], secrets }
  return KINDS.get(keyOf(pulls), () => pulls)
}

/** Of two with the same key nodes have to pull the same. */
export const keyOf = ({ images, secrets }: Pulls): string =>
  JSON.stringify([images.map(({ image, policy = '', isBare = false }) => [image, policy, isBare]), secrets])

export const isSamePulls = (a: Pulls, b: Pulls): boolean => a === b || keyOf(a) === keyOf(b)

/** Whether who has pulled the one has all images of the other. */
export const hasAll = (own: Pulls, wanted: Pulls): boolean =>
  wanted.images.every(({ image }) => own.images.some((one) => one.image === image))

/** Both, each image once: as it is written first. */
export function withPulls(a: Pulls, b: Pulls): Pulls {
  const known = new Set(a.images.map(({ image }) => image))
  return {
    images: [...a.images, ...b.images.filter(({ image }) => !known.has(image))],
    secrets: [...new Set([...a.secrets, ...b.secrets])],
  }
}

/** The first image that is not there. @param there by full names */
export const missingFrom = (there: ReadonlySet<string>, { images }: Pulls): string | undefined =>
  images.find(({ image }) => !there.has(fullName(image)))?.image
