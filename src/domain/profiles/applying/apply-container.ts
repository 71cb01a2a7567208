import { parseQuantity } from '../../scheduling/quantity.ts'
import type { Merged } from '../merging/merge.ts'
import type { ContainerManifest, VolumeMount } from '../pod/pod-manifest.ts'
import { withEnv } from '../pod/put-env.ts'
import type { Trace } from '../pod/trace.ts'
import { type Requirements, type ResourceList, sayOrigin } from '../reading/profile.ts'
import { pagesAlone } from '../reading/requirements.ts'
import { isSame } from '../same.ts'

const GPU = 'nvidia.com/gpu'

interface Given {
  readonly merged: Merged
  readonly mounts: readonly VolumeMount[]
}

/** Variables, mounts and resources of the user's container. */
export function applyContainer(
  container: ContainerManifest,
  { merged, mounts }: Given,
  trace: Trace,
): ContainerManifest {
  const field = `spec.containers[${container.name ?? 0}]`
  for (const { value, origin } of merged.env)
    trace.gave(`${field}.env[${value.name}]`, value.value ?? value.valueFrom ?? '', sayOrigin(origin))
  let given = withEnv(
    container,
    merged.env.map(({ value }) => value),
  )
  const missing = mounts.filter((mount) => !given.volumeMounts?.some((one) => isSame(one, mount)))
  if (missing.length > 0) given = { ...given, volumeMounts: [...(given.volumeMounts ?? []), ...missing] }
  return withResources(given, merged, field, trace)
}

function withResources(container: ContainerManifest, merged: Merged, field: string, trace: Trace): ContainerManifest {
  const { resources } = container
  const origins = { requests: merged.resources.requests?.origin, limits: merged.resources.limits?.origin }
  const { requests, limits } = withoutPagesAlone(amountsOf(merged), resources, (text) =>
    trace.problem(origins.limits ? sayOrigin(origins.limits) : field, text),
  )
  const names = Object.keys({ ...requests, ...limits })
  if (names.length === 0) return container
  for (const key of ['requests', 'limits'] as const)
    for (const [name, amount] of Object.entries({ requests, limits }[key])) {
      const origin = (name === GPU && merged.gpu?.origin) || origins[key]
      if (origin) trace.gave(`${field}.resources.${key}[${name}]`, amount, sayOrigin(origin))
    }
  const given = {
    ...container,
    resources: {
      ...resources,
      requests: { ...without(resources?.requests ?? {}, names), ...requests },
      limits: { ...without(resources?.limits ?? {}, names), ...limits },
    },
  }
  const { added, stale } = amountsInEnv(given, names, merged)
  for (const { name, value } of added) {
    const origin = name.endsWith('LIMIT') ? origins.limits : origins.requests
    if (origin) trace.gave(`${field}.env[${name}]`, value, sayOrigin(origin))
  }
  const kept =
    stale.length > 0 ? { ...given, env: given.env?.filter(({ name }) => !stale.includes(name)) ?? [] } : given
  return withEnv(kept, added)
}

/** With the GPUs, which are limit and request in one. */
function amountsOf({ resources, gpu }: Merged): Required<Requirements> {
  const gpus: ResourceList = gpu && gpu.value > 0 ? { [GPU]: String(gpu.value) } : {}
  return {
    requests: { ...resources.requests?.value, ...gpus },
    limits: { ...resources.limits?.value, ...gpus },
  }
}

/** Whether there are CPU or memory beside huge pages is known only here: they may be another profile's, or the hub's. */
function withoutPagesAlone(
  { requests, limits }: Required<Requirements>,
  resources: ContainerManifest['resources'],
  problem: (text: string) => void,
): Required<Requirements> {
  const own = { ...resources?.requests, ...resources?.limits }
  const pages = 'cpu' in own || 'memory' in own ? [] : pagesAlone({ requests, limits })
  if (pages.length === 0) return { requests, limits }
  problem(`${pages.join(', ')} without cpu or memory; left out, write the memory too`)
  return { requests: without(requests, pages), limits: without(limits, pages) }
}

const without = <T>(list: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(list).filter(([name]) => !names.includes(name)))

/** What the hub tells in variables, out of its own config. */
const TOLD = [
  { name: 'MEM_LIMIT', of: 'limits', resource: 'memory' },
  { name: 'MEM_GUARANTEE', of: 'requests', resource: 'memory' },
  { name: 'CPU_LIMIT', of: 'limits', resource: 'cpu' },
  { name: 'CPU_GUARANTEE', of: 'requests', resource: 'cpu' },
] as const

/**
 * What Jupyter's own displays read: `MEM_LIMIT` in bytes. The hub sets three more, which would be wrong now: those are
 * corrected where they stand, and one whose amount is gone is `stale`, unless a profile says it in so many words.
 * @param names the resources that profiles give
 */
function amountsInEnv({ env, resources }: ContainerManifest, names: readonly string[], merged: Merged) {
  const added: { readonly name: string; readonly value: string }[] = []
  const stale: string[] = []
  for (const { name, of, resource } of TOLD) {
    if (!names.includes(resource)) continue
    const isThere = env?.some((one) => one.name === name)
    const amount = sayAmount(resource, resources?.[of]?.[resource])
    if (amount !== undefined && (name === 'MEM_LIMIT' || isThere)) added.push({ name, value: amount })
    if (amount === undefined && isThere && !merged.env.some(({ value }) => value.name === name)) stale.push(name)
  }
  return { added, stale }
}

function sayAmount(resource: 'memory' | 'cpu', written: unknown): string | undefined {
  const amount = parseQuantity(written, resource === 'cpu' ? 1000 : 1)
  return amount === undefined ? undefined : String(resource === 'cpu' ? amount / 1000 : amount)
}
