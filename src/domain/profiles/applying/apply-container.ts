import type { Sourced } from '../merging/layers.ts'
import type { Merged } from '../merging/merge.ts'
import type { ContainerManifest, VolumeMount } from '../pod/pod-manifest.ts'
import { withEnv } from '../pod/put-env.ts'
import type { Trace } from '../pod/trace.ts'
import { type Requirements, type ResourceList, sayOrigin } from '../reading/profile.ts'
import { pagesAlone } from '../reading/requirements.ts'
import { isSame } from '../same.ts'
import { tellAmounts } from './amounts-in-env.ts'
import { guaranteedOf } from './guaranteed.ts'

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
  if (names.length === 0 && !merged.guaranteed?.value) return container
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
  const { whole, changed } = merged.guaranteed?.value
    ? withGuarantee(given, merged.guaranteed, field, trace)
    : { whole: given, changed: [] }
  return tellAmounts(whole, [...new Set([...names, ...changed])], merged, field, trace)
}

/** Requests and limits as one, with the names of what changed by it. */
function withGuarantee(container: ContainerManifest, { origin }: Sourced<boolean>, field: string, trace: Trace) {
  const { amounts, missing } = guaranteedOf(container)
  const from = sayOrigin(origin)
  if (missing.length > 0)
    trace.problem(
      from,
      `is not guaranteed, as nobody says how much ${missing.join(' and ')}; write it in its resources`,
    )
  const changed = Object.keys(amounts).filter((name) =>
    (['requests', 'limits'] as const).some((key) => container.resources?.[key]?.[name] !== amounts[name]),
  )
  for (const name of changed)
    for (const key of ['requests', 'limits'] as const)
      if (container.resources?.[key]?.[name] !== amounts[name])
        trace.gave(`${field}.resources.${key}[${name}]`, amounts[name], from)
  return { whole: { ...container, resources: { ...container.resources, requests: amounts, limits: amounts } }, changed }
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
