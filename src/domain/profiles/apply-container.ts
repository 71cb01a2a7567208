import { parseQuantity } from '../quantity.ts'
import type { Merged } from './merge.ts'
import type { ContainerManifest, VolumeMount } from './pod-manifest.ts'
import { type ResourceList, sayOrigin } from './profile.ts'
import { withEnv } from './put-env.ts'
import { isSame } from './same.ts'
import type { Trace } from './trace.ts'

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
  const { requests, limits } = amountsOf(merged)
  const names = Object.keys({ ...requests, ...limits })
  if (names.length === 0) return container
  const { resources } = container
  const origins = { requests: merged.resources.requests?.origin, limits: merged.resources.limits?.origin }
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
  const added = amountsInEnv(given, requests, limits)
  for (const { name, value } of added) {
    const origin = name.endsWith('LIMIT') ? origins.limits : origins.requests
    if (origin) trace.gave(`${field}.env[${name}]`, value, sayOrigin(origin))
  }
  return withEnv(given, added)
}

/** With the GPUs, which are limit and request in one. */
function amountsOf({ resources, gpu }: Merged): { readonly requests: ResourceList; readonly limits: ResourceList } {
  const gpus: ResourceList = gpu && gpu.value > 0 ? { [GPU]: String(gpu.value) } : {}
  return {
    requests: { ...resources.requests?.value, ...gpus },
    limits: { ...resources.limits?.value, ...gpus },
  }
}

const without = (list: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(list).filter(([name]) => !names.includes(name)))

/**
 * What Jupyter's own displays read: `MEM_LIMIT` in bytes. The hub sets three more out of its own config, which would be
 * wrong now: those are corrected where they stand.
 */
function amountsInEnv(container: ContainerManifest, requests: ResourceList, limits: ResourceList) {
  const bytes = (written: string | undefined) => parseQuantity(written)
  const cores = (written: string | undefined) => {
    const milli = parseQuantity(written, 1000)
    return milli === undefined ? undefined : milli / 1000
  }
  const amounts = {
    MEM_LIMIT: bytes(limits.memory),
    MEM_GUARANTEE: bytes(requests.memory),
    CPU_LIMIT: cores(limits.cpu),
    CPU_GUARANTEE: cores(requests.cpu),
  }
  return Object.entries(amounts).flatMap(([name, amount]) => {
    const isWanted = name === 'MEM_LIMIT' || container.env?.some((one) => one.name === name)
    return isWanted && amount !== undefined ? [{ name, value: String(amount) }] : []
  })
}
