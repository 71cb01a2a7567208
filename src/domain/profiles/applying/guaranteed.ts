import { parseQuantity } from '../../scheduling/quantity.ts'
import type { ContainerManifest } from '../pod/pod-manifest.ts'

type Amounts = Readonly<Record<string, unknown>>

/** A container's amounts where requests and limits are the same, which is what Kubernetes calls guaranteed. */
export interface Guaranteed {
  readonly amounts: Amounts
  /** Of CPU and memory, which it takes both, those that nobody says an amount of. */
  readonly missing: readonly string[]
}

/** Of each resource the limit, or what is requested where nothing limits it: never less than it would have had. */
export function guaranteedOf({ resources }: ContainerManifest): Guaranteed {
  const amounts = { ...said(resources?.requests), ...said(resources?.limits) }
  return { amounts, missing: ['cpu', 'memory'].filter((name) => !(name in amounts)) }
}

const said = (amounts: Amounts | null | undefined): Amounts =>
  Object.fromEntries(Object.entries(amounts ?? {}).filter(([, amount]) => (parseQuantity(amount) ?? 0) > 0))
