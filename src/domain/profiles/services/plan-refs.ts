import { MINUTE_MS } from '../../duration.ts'
import type { ServedPod, ServiceRef } from './ref.ts'

/** Conditional on the ConfigMap as it was seen: a spawn that began meanwhile wins. */
export type RefAction =
  | { readonly type: 'own'; readonly ref: ServiceRef; readonly pods: readonly ServedPod[] }
  | { readonly type: 'sweep'; readonly ref: ServiceRef }

export interface RefPlan {
  readonly actions: readonly RefAction[]
  /** When there may be something to do although nothing changed. */
  readonly revisitAtMs: number
}

/** A pod that has not come by then will not come: the API server refused it, or the hub gave up. */
const PATIENCE_MS = 10 * MINUTE_MS

/**
 * Who is to own what. While a ConfigMap waits for its pod nothing is touched: the pods that we see may be of the server
 * before, already gone, and a ConfigMap owned by one of those would be collected under the new server's feet.
 */
export function planRefs(refs: readonly ServiceRef[], pods: readonly ServedPod[], nowMs: number): RefPlan {
  const actions: RefAction[] = []
  let revisitAtMs = Number.POSITIVE_INFINITY
  const byRef = Map.groupBy(pods, (pod) => keyOf(pod.namespace, pod.ref))
  for (const ref of refs) {
    const own = byRef.get(keyOf(ref.namespace, ref.name)) ?? []
    const gaveUpAtMs = ref.sinceMs + PATIENCE_MS
    const waits = !own.some(({ spawn }) => spawn === ref.awaits) && nowMs < gaveUpAtMs
    if (waits) revisitAtMs = Math.min(revisitAtMs, gaveUpAtMs)
    else if (own.some(({ uid }) => !ref.owners.includes(uid))) actions.push({ type: 'own', ref, pods: own })
    else if (own.length === 0 && ref.owners.length === 0) actions.push({ type: 'sweep', ref })
  }
  return { actions, revisitAtMs }
}

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`
