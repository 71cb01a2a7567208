import { parseQuantity } from '../../scheduling/quantity.ts'
import type { Merged } from '../merging/merge.ts'
import type { ContainerManifest } from '../pod/pod-manifest.ts'
import { withEnv } from '../pod/put-env.ts'
import type { Trace } from '../pod/trace.ts'
import { sayOrigin } from '../reading/profile.ts'

/** What the hub tells in variables, out of its own config. */
const TOLD = [
  { name: 'MEM_LIMIT', of: 'limits', resource: 'memory' },
  { name: 'MEM_GUARANTEE', of: 'requests', resource: 'memory' },
  { name: 'CPU_LIMIT', of: 'limits', resource: 'cpu' },
  { name: 'CPU_GUARANTEE', of: 'requests', resource: 'cpu' },
] as const

/**
 * What Jupyter's own displays read: `MEM_LIMIT` in bytes. The hub sets three more, which would be wrong now: those are
 * corrected where they stand, and one whose amount is gone goes too, unless a profile says it in so many words.
 * @param names the resources that profiles give
 */
export function tellAmounts(
  container: ContainerManifest,
  names: readonly string[],
  merged: Merged,
  field: string,
  trace: Trace,
): ContainerManifest {
  const { added, stale } = amountsInEnv(container, names, merged)
  for (const { name, value } of added) {
    const origin = merged.resources[name.endsWith('LIMIT') ? 'limits' : 'requests']?.origin ?? merged.guaranteed?.origin
    if (origin) trace.gave(`${field}.env[${name}]`, value, sayOrigin(origin))
  }
  if (stale.length === 0) return withEnv(container, added)
  return withEnv({ ...container, env: container.env?.filter(({ name }) => !stale.includes(name)) ?? [] }, added)
}

/** What to set, and what is `stale` because its amount is gone. */
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
