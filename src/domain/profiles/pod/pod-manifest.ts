import type { RawMetadata } from '../../scheduling/kubernetes-object.ts'
import type { Toleration } from '../../scheduling/taint.ts'
import type { NodeAffinity } from '../node-affinity.ts'
import type { EnvVar } from '../reading/profile.ts'

/** A pod as it is sent to the API server: the parts that profiles read and write. All else is kept as it is. */
export interface PodManifest {
  readonly metadata?: RawMetadata
  readonly spec?: PodManifestSpec
}

export interface PodManifestSpec {
  readonly containers?: readonly ContainerManifest[] | null
  readonly volumes?: readonly VolumeManifest[] | null
  readonly schedulerName?: string | null
  readonly nodeSelector?: Readonly<Record<string, string>> | null
  readonly tolerations?: readonly Toleration[] | null
  readonly affinity?: {
    readonly nodeAffinity?: NodeAffinity | null
    readonly podAffinity?: {
      readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly object[] | null
    } | null
  } | null
}

export interface ContainerManifest {
  readonly name?: string
  readonly image?: string
  readonly env?: readonly EnvVar[] | null
  readonly volumeMounts?: readonly VolumeMount[] | null
  readonly resources?: {
    readonly requests?: Readonly<Record<string, unknown>> | null
    readonly limits?: Readonly<Record<string, unknown>> | null
  } | null
}

export interface VolumeManifest {
  readonly name?: string
}

export interface VolumeMount {
  readonly name?: string
  readonly mountPath?: string
}

/** KubeSpawner's name for the user's container; other containers may have been put before it. */
const NOTEBOOK = 'notebook'

/** The user's container: the one named `notebook`, else the first. */
export const containerOf = ({ spec }: PodManifest): ContainerManifest | undefined =>
  spec?.containers?.find(({ name }) => name === NOTEBOOK) ?? spec?.containers?.[0]
