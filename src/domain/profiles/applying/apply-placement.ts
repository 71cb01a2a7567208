import { given } from '../../given.ts'
import type { Toleration } from '../../scheduling/taint.ts'
import type { Merged } from '../merging/merge.ts'
import { bothPreferred, bothRequired, type NodeAffinity } from '../node-affinity.ts'
import type { PodManifest, PodManifestSpec } from '../pod/pod-manifest.ts'
import type { Trace } from '../pod/trace.ts'
import { sayOrigin } from '../reading/profile.ts'

/** Where the pod may run: tolerations and node affinity, beside what it had. */
export function applyPlacement(pod: PodManifest, merged: Merged, trace: Trace): PodManifest {
  const { spec = {} } = pod
  const tolerations = tolerationsOf(spec, merged, trace)
  const nodeAffinity = nodeAffinityOf(spec, merged, trace)
  return {
    ...pod,
    spec: {
      ...spec,
      ...given({ tolerations, affinity: nodeAffinity && { ...spec.affinity, nodeAffinity } }),
    },
  }
}

function tolerationsOf(spec: PodManifestSpec, merged: Merged, trace: Trace): readonly Toleration[] | undefined {
  const tolerations = [...(spec.tolerations ?? [])]
  const known = new Set(tolerations.map(meaningOf))
  for (const { value, origin } of merged.tolerations) {
    trace.gave(`spec.tolerations[${value.key ?? '*'}]`, value, sayOrigin(origin))
    const meaning = meaningOf(value)
    if (!known.has(meaning)) tolerations.push(value)
    known.add(meaning)
  }
  return merged.tolerations.length > 0 ? tolerations : undefined
}

/** With the API server's defaults, so that what it gives back is not added again. */
const meaningOf = ({ key = '', operator = 'Equal', value = '', effect = '', tolerationSeconds }: Toleration): string =>
  JSON.stringify([key, operator, value, effect, tolerationSeconds ?? null])

function nodeAffinityOf(spec: PodManifestSpec, merged: Merged, trace: Trace): NodeAffinity | undefined {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = merged.nodeAffinity
  if (!required && !preferred) return undefined
  const existing = spec.affinity?.nodeAffinity ?? {}
  const field = 'spec.affinity.nodeAffinity'
  for (const [key, sourced] of Object.entries(merged.nodeAffinity))
    trace.gave(`${field}.${key}`, sourced.value, sayOrigin(sourced.origin))
  const terms = bothRequired(
    existing.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [],
    required?.value.nodeSelectorTerms ?? [],
  )
  const wishes = bothPreferred(existing.preferredDuringSchedulingIgnoredDuringExecution ?? [], preferred?.value ?? [])
  return {
    ...existing,
    ...given({
      requiredDuringSchedulingIgnoredDuringExecution: required && { nodeSelectorTerms: terms },
      preferredDuringSchedulingIgnoredDuringExecution: preferred && wishes,
    }),
  }
}
