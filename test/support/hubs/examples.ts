/** The hubs of examples/hubs: for each cloud the values of zero-to-jupyterhub and ours, and what is applied beside them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load, loadAll } from 'js-yaml'

const FOLDER = join(import.meta.dirname, '../../../examples/hubs')

/** Those that have an example. */
export const CLOUDS = readdirSync(FOLDER).toSorted()

/** The releases as the examples install them. */
export const HUB_RELEASE = 'jupyterhub'
export const HUB_NAMESPACE = 'hub'

/** The version of its chart that they install. */
export const HUB_VERSION = '4.4.0'

/** Below the sections that tests look into; the rest of the chart's values is there too. */
export interface HubValues {
  readonly hub: {
    readonly concurrentSpawnLimit: number
    readonly db: { readonly pvc: { readonly storageClassName: string } }
  }
  readonly singleuser: Singleuser
  readonly scheduling: {
    readonly userScheduler: { readonly enabled: boolean }
    readonly userPlaceholder: { readonly enabled: boolean }
    readonly podPriority: { readonly enabled: boolean }
    readonly userPods: { readonly nodeAffinity: { readonly matchNodePurpose: 'ignore' | 'prefer' | 'require' } }
  }
  readonly prePuller: { readonly continuous: { readonly enabled: boolean } }
  readonly cull: { readonly enabled: boolean; readonly timeout: number }
}

export interface Singleuser {
  readonly image: { readonly name: string; readonly tag: string }
  readonly startTimeout: number
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly extraAnnotations?: Readonly<Record<string, string>>
  readonly extraTolerations?: readonly object[]
  readonly cloudMetadata?: { readonly blockWithIptables: boolean }
  readonly storage: HomeStorage
  readonly uid?: number | null
  readonly fsGid?: number | null
  readonly cpu: { readonly guarantee: number; readonly limit: number }
  readonly memory: { readonly guarantee: string; readonly limit: string }
}

export type HomeStorage = {
  readonly extraVolumes: Readonly<Record<string, { readonly persistentVolumeClaim: { readonly claimName: string } }>>
} & (
  | { readonly type: 'dynamic'; readonly dynamic: { readonly storageClass: string } }
  | { readonly type: 'static'; readonly static: { readonly pvcName: string } }
)

/** Ours, below the keys that tests look into. */
export interface OurValues {
  readonly nodePools: Readonly<Record<string, OurPool>>
  readonly userImages: readonly string[]
  readonly userDummy: { readonly schedulerName: string; readonly priorityClassName: string }
}

export interface OurPool {
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly maxPlaceholders: number
  readonly resources: { readonly requests: { readonly memory: string } }
  readonly seat: { readonly requests: { readonly memory: string; readonly cpu: number } }
}

/** A Kubernetes object as it stands in the example. */
export interface HubManifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec?: { readonly storageClassName?: string; readonly accessModes?: readonly string[] }
  readonly reclaimPolicy?: string
}

export interface Hub {
  /** Their names. */
  readonly files: readonly string[]
  readonly jupyterhub: HubValues
  /** Its text, as helm is given it. */
  readonly jupyterhubText: string
  readonly warmseats: OurValues
  readonly warmseatsText: string
  /** Of all other files. */
  readonly manifests: readonly HubManifest[]
}

/** Reads a cloud's example; throws where a file is missing or is no YAML. */
export function hubOn(cloud: string): Hub {
  const read = (file: string) => readFileSync(join(FOLDER, cloud, file), 'utf8')
  const [jupyterhubText, warmseatsText] = [read('jupyterhub.yaml'), read('warmseats.yaml')]
  const files = readdirSync(join(FOLDER, cloud)).toSorted()
  const others = files.filter((file) => !/^(jupyterhub|warmseats)\.yaml$/.test(file))
  const manifests = others.flatMap((file) => loadAll(read(file)) as unknown[]).filter(Boolean) as HubManifest[]
  return {
    files,
    jupyterhub: load(jupyterhubText) as HubValues,
    jupyterhubText,
    warmseats: load(warmseatsText) as OurValues,
    warmseatsText,
    manifests,
  }
}
