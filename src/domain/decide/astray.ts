import { poolOfPending, poolsFor } from '../cluster/pool.ts'
import { type Problem, problem } from '../problem.ts'
import { namedNamespaces } from '../settings/user-namespaces.ts'
import type { Observed } from './observed.ts'

/** What is to be said of pods that are no pool's. */
export function astray(observed: Observed): { readonly problems: Problem[]; readonly remarks: Problem[] } {
  const seen = guests(observed)
  const said = seen ? [seen] : []
  // Where users of the release's own are seen as well, they most likely are a stranger's.
  const isRemark = observed.pods.users.size > 0
  return { problems: [...homeless(observed), ...(isRemark ? [] : said)], remarks: isRemark ? said : [] }
}

/** Waiting user pods whose pool nobody can tell: one problem for each cause, in the same words while pods come and go. */
function homeless({ config, pods }: Observed): Problem[] {
  const problems = new Map<string, Problem>()
  for (const pod of pods.pendingUsers.values()) {
    if (config.pools.size === 0 || poolOfPending(pod, config) !== undefined) continue
    const some = poolsFor(pod, config).length > 0
    const text = some
      ? 'their nodeSelector and affinity fit several pools; set `defaultPool`'
      : 'their nodeSelector and affinity fit no pool of the config'
    problems.set(text, problem('Pending user pods', text))
  }
  return [...problems.values()]
}

const MOST_NAMED = 3

/**
 * Pods with the labels of users in namespaces whose users do not count: in the same words while they come and go. Whether
 * they are users of this release, or a stranger's, nobody can tell.
 */
function guests({ pods, config, owner }: Observed): Problem | undefined {
  const all = [...pods.guests.keys()].toSorted()
  if (all.length === 0) return undefined
  const named = all.slice(0, MOST_NAMED)
  const others = all.length > MOST_NAMED ? ', …' : ''
  const ours = namedNamespaces(config, owner?.namespace ?? '')
  const pick = [...new Set([...ours, ...named])].filter(Boolean).join(', ')
  return problem(
    'userPods.namespaces',
    `pods in ${named.join(', ')}${others} have the labels of users and do not count; if they are users of yours, write userPods: {namespaces: [${pick}]}`,
  )
}
