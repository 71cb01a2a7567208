import { appendFileSync } from 'node:fs'
import { type Cluster, noteOf } from '../../cluster/index.ts'
import type { Granted, Rule, TakenAway } from '../../cluster/tier/rights.ts'

interface Role {
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels: Readonly<Record<string, string>>
  }
  readonly rules: readonly Rule[]
}

/**
 * Notes what the chart's Roles give the release's ServiceAccount, for the check at the end of the tier.
 * @param isIts whether a Role is that account's, by its name; those of hooks are of others, and are not there otherwise
 */
export async function noteGrants(
  cluster: Cluster,
  release: string,
  account: string,
  isIts: (role: string) => boolean = () => true,
): Promise<void> {
  const note = noteOf(cluster.directory, 'grants')
  if (note === undefined) return
  const labels = encodeURIComponent(`app.kubernetes.io/instance=${release}`)
  const list = async (kind: string) => {
    const path = `/apis/rbac.authorization.k8s.io/v1/${kind}?labelSelector=${labels}`
    return ((await cluster.request('GET', path)) as { readonly items: readonly Role[] }).items
  }
  const roles = [...(await list('clusterroles')), ...(await list('roles'))]
  const ours = roles.filter(({ metadata: { name, labels: has } }) => isOurs(has) && !isSchedulers(has) && isIts(name))
  for (const { metadata, rules } of ours) {
    const granted: Granted = { account, role: metadata.name, namespace: metadata.namespace ?? '', rules }
    appendFileSync(note, `${JSON.stringify(granted)}\n`)
  }
}

/** Notes that a test takes this right away now, `patch pods`: that it is refused then is no fault of the chart's. */
export function noteRefusal(cluster: Cluster, what: string): void {
  const note = noteOf(cluster.directory, 'refusals')
  const taken: TakenAway = { what, sinceMs: Date.now() }
  if (note !== undefined) appendFileSync(note, `${JSON.stringify(taken)}\n`)
}

const isOurs = (labels: Readonly<Record<string, string>>) => labels['helm.sh/chart']?.startsWith('warmseats-')

/** The packing scheduler has an account of its own, and is not our program. */
const isSchedulers = (labels: Readonly<Record<string, string>>) =>
  labels['app.kubernetes.io/component'] === 'packing-scheduler'
