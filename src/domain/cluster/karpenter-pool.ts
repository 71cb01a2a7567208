import { given } from '../given.ts'
import type { RawMetadata } from '../scheduling/kubernetes-object.ts'
import { parseResources, type Resources } from '../scheduling/resources.ts'
import type { Labels } from '../scheduling/selector.ts'

/** A Karpenter NodePool, reduced to which nodes it makes and how much of them: `karpenter.sh/v1`. */
export interface KarpenterPool {
  readonly name: string
  /** That all its nodes carry. */
  readonly labels: Labels
  /** Of these labels its nodes carry one of the values. */
  readonly choices: Readonly<Record<string, readonly string[]>>
  /** Of all its nodes together; `nodes` is their number. Empty: as much as is asked for. */
  readonly limits: Resources
  /** The number of its nodes where that is fixed, however many wait. */
  readonly replicas?: number
}

export interface RawKarpenterPool {
  readonly metadata?: RawMetadata
  readonly spec?: {
    readonly limits?: Readonly<Record<string, unknown>>
    readonly replicas?: number
    readonly template?: {
      readonly metadata?: Pick<RawMetadata, 'labels'>
      readonly spec?: { readonly requirements?: readonly RawRequirement[] }
    }
  }
}

interface RawRequirement {
  readonly key?: string
  readonly operator?: string
  readonly values?: readonly string[]
}

/** @returns undefined when the object has no name */
export function karpenterPoolFrom({ metadata = {}, spec = {} }: RawKarpenterPool): KarpenterPool | undefined {
  const { name } = metadata
  if (!name) return undefined
  const { requirements = [] } = spec.template?.spec ?? {}
  const chosen = requirements.flatMap(({ key, operator, values = [] }): [string, readonly string[]][] =>
    key && operator === 'In' ? [[key, values]] : [],
  )
  return {
    name,
    labels: { ...spec.template?.metadata?.labels, 'karpenter.sh/nodepool': name },
    choices: Object.fromEntries(chosen),
    limits: parseResources(spec.limits),
    ...given({ replicas: spec.replicas }),
  }
}

/** Whether its nodes can carry these labels; one that it says nothing of may come from elsewhere, so that is no. */
export const makesNodesWith = ({ labels, choices }: KarpenterPool, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value || (choices[key]?.includes(value) ?? false))
