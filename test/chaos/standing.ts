/** How the Deployments stand, beside how they should. */
import type { Cluster } from '../cluster/index.ts'
import type { PlaceholderDeployment } from '../e2e/support/world.ts'
import type { Scene } from './scene.ts'
import { POOLS } from './users.ts'

interface Standing extends PlaceholderDeployment {
  readonly metadata: PlaceholderDeployment['metadata'] & {
    readonly deletionTimestamp?: string
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[]
  }
}

/** What of a Deployment is the product's beside the count, as it stood when all was well. */
export type Reference = ReadonlyMap<string, string>

export async function referenceOf({ campus: { hub } }: Scene): Promise<Reference> {
  const parts = await Promise.all(POOLS.map(async (pool) => [pool, partsOf(await hub.deployment(pool))] as const))
  return new Map(parts)
}

/** @returns what is not right now, in words; undefined when all is */
export async function wrongNow(scene: Scene, reference?: Reference): Promise<string | undefined> {
  try {
    const owner = await stateUid(scene.cluster)
    const wrongs = await Promise.all(POOLS.map((pool) => wrongIn(pool, owner, scene, reference)))
    return wrongs.filter((wrong) => wrong !== undefined).join('; ') || undefined
  } catch (error) {
    return `the API server does not answer: ${(error as Error).message}`
  }
}

async function wrongIn(pool: string, owner: string, scene: Scene, reference?: Reference): Promise<string | undefined> {
  const { hub, right } = scene.campus
  const deployment = (await hub.deployment(pool)) as Standing | undefined
  const wanted = right.at(pool, Date.now())
  if (!deployment) return `${pool} has no Deployment`
  const { metadata, spec } = deployment
  if (metadata.deletionTimestamp) return `the Deployment of ${pool} is being deleted`
  const { replicas } = spec
  if (replicas !== wanted && !(await isGuarded(pool, replicas, scene)))
    return `${pool} asks for ${replicas}, right is ${wanted}`
  if (!metadata.ownerReferences?.some(({ uid }) => uid === owner)) return `the Deployment of ${pool} has no owner`
  if (reference && partsOf(deployment) !== reference.get(pool)) return `the Deployment of ${pool} is not ours any more`
  return undefined
}

/**
 * Room may not lower a count while a placeholder has no node (docs/how-it-decides.md), and scheduler and controllers need
 * a while after a fault of theirs.
 */
async function isGuarded(pool: string, replicas: number, { campus: { hub, right } }: Scene): Promise<boolean> {
  const nowMs = Date.now()
  if (replicas < right.at(pool, nowMs) || replicas > right.withoutRoom(pool, nowMs)) return false
  const bound = (await hub.placeholders(pool)).filter(({ spec }) => spec.nodeName !== undefined)
  return bound.length < replicas
}

const partsOf = (deployment: PlaceholderDeployment | undefined): string => {
  const { tolerations, containers, nodeSelector } = deployment?.spec.template.spec ?? {}
  const [container] = (containers ?? []) as readonly { readonly image?: string; readonly resources?: object }[]
  const { image, resources } = container ?? {}
  const ours = Object.entries(deployment?.metadata.labels ?? {}).filter(([key]) => !key.startsWith('chaos'))
  return JSON.stringify({ labels: ours.toSorted(), tolerations, nodeSelector, image, resources })
}

async function stateUid(cluster: Cluster): Promise<string> {
  const { metadata } = (await cluster.request('GET', '/api/v1/namespaces/hub/configmaps/warmseats-state')) as {
    metadata: { uid: string }
  }
  return metadata.uid
}
