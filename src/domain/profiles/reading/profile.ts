import type { During } from '../../during.ts'
import type { Toleration } from '../../scheduling/taint.ts'
import type { NodeAffinity } from '../node-affinity.ts'

/** Where something was written. */
export interface Origin {
  /** `profile "Thoth Notebooks"`, `size "Small"`, `GPU type "a100"`. */
  readonly what: string
  /** The ConfigMap or file: `ConfigMap jupyter-singleuser-profiles`. */
  readonly source: string
  readonly line?: number
}

/** `profile "Thoth Notebooks" (profiles.yaml:41)` */
export const sayOrigin = ({ what, source, line }: Origin): string =>
  `${what} (${source}${line === undefined ? '' : `:${line}`})`

/** A container's environment variable, as in core/v1: `value` or `valueFrom`. */
export interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: Readonly<Record<string, unknown>>
}

/** A claim to mount. `name` is a valid name of a pod's volume already. */
export interface ClaimVolume {
  readonly name: string
  readonly persistentVolumeClaim: { readonly claimName: string; readonly readOnly?: boolean }
  /** Absolute, or relative to the place where the pod's volumes are mounted; default: the volume's name there. */
  readonly mountPath?: string
}

/** Quantities by resource name, as they are written in a manifest. */
export type ResourceList = Readonly<Record<string, string>>

export interface Requirements {
  readonly requests?: ResourceList
  readonly limits?: ResourceList
}

/** Objects that live as long as the user's server, made out of templates. */
export interface Service {
  /** Where the templates are: the ConfigMap `name`, its key `path`. */
  readonly resources: readonly { readonly name: string; readonly path: string }[]
  /** What the templates may name, with YAML's own types. */
  readonly configuration: Readonly<Record<string, unknown>>
  readonly labels: Readonly<Record<string, string>>
  /** Environment variable → JSONPath into the object that was created. */
  readonly return: Readonly<Record<string, string>>
  /** Without it the server may not start. */
  readonly required: boolean
}

/** What the user's container runs, whatever the hub chose. */
export interface GivenImage {
  readonly name: string
}

/** What a profile or a size gives to a pod. */
export interface Settings {
  readonly env: readonly EnvVar[]
  readonly volumes: readonly ClaimVolume[]
  readonly tolerations: readonly Toleration[]
  readonly nodeAffinity: NodeAffinity
  readonly resources: Requirements
  readonly services: ReadonlyMap<string, Service>
  readonly gpu?: number
  readonly image?: GivenImage
  /** Of each resource as much is requested as the limit is, so that the kernel takes nothing of it away. */
  readonly guaranteed?: boolean
}

export interface Profile extends Settings {
  /** Empty when it has none. */
  readonly name: string
  readonly origin: Origin
  /** Empty, or with `*` among them: all of them. */
  readonly users: readonly string[]
  readonly images: readonly string[]
  /** Only while one of these events is in force; missing: always. */
  readonly during?: During
}

export interface Size extends Settings {
  readonly name: string
  readonly origin: Origin
}

/** The name of the size that the matching profiles themselves give. */
export const DEFAULT_SIZE = 'Default'

/** What a form sends where nobody chose; `None` is the predecessor's word. */
export const isDefaultSize = (name: string | undefined): boolean =>
  name === undefined || ['', DEFAULT_SIZE.toLowerCase(), 'none'].includes(name.trim().toLowerCase())

export interface GpuType {
  readonly type: string
  readonly origin: Origin
  readonly tolerations: readonly Toleration[]
}

/** All that the sources say, in the order that counts: later wins. */
export interface ProfileSet {
  readonly profiles: readonly Profile[]
  readonly sizes: readonly Size[]
  readonly gpuTypes: readonly GpuType[]
}

export const NO_PROFILES: ProfileSet = { profiles: [], sizes: [], gpuTypes: [] }

/** Several sources as one, in their order. Of sizes and GPU types with one name the last counts, at the first one's place. */
export function joinProfiles(sets: readonly ProfileSet[]): ProfileSet {
  return {
    profiles: sets.flatMap(({ profiles }) => profiles),
    sizes: lastOfEach(
      sets.flatMap(({ sizes }) => sizes),
      ({ name }) => name,
    ),
    gpuTypes: lastOfEach(
      sets.flatMap(({ gpuTypes }) => gpuTypes),
      ({ type }) => type,
    ),
  }
}

const lastOfEach = <T>(all: readonly T[], nameOf: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [nameOf(one), one])).values(),
]
