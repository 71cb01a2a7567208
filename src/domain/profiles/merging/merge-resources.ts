import { type Problem, problem } from '../../problem.ts'
import { type ResourceList, sayOrigin } from '../reading/profile.ts'
import { completed, excessive } from '../reading/requirements.ts'
import { type Layer, lastOf, type Sourced } from './layers.ts'

export interface MergedResources {
  readonly requests?: Sourced<ResourceList>
  readonly limits?: Sourced<ResourceList>
}

/**
 * The last requests and the last limits. Where a layer's request exceeds another's limit, which no API server accepts, the
 * later of both layers decides, and the other amount follows.
 */
export function mergeResources(layers: readonly Layer[]): {
  readonly value: MergedResources
  readonly problems: readonly Problem[]
} {
  const given = {
    requests: lastOf(layers, (one) => one.resources.requests),
    limits: lastOf(layers, (one) => one.resources.limits),
  }
  const [asker, limiter] = [given.requests ?? given.limits, given.limits ?? given.requests]
  if (!asker || !limiter) return { value: {}, problems: [] }
  const { requests, limits } = completed({ requests: asker.value, limits: limiter.value })
  const isRequestLater = asker.place > limiter.place
  const excess = excessive(requests, limits)
  const right: ResourceList = Object.fromEntries(
    excess.map((name) => [name, (isRequestLater ? requests : limits)[name] ?? '']),
  )
  const problems = excess.map((name) =>
    problem(
      sayOrigin(asker.origin),
      `requests ${requests[name]} of ${name}, beyond the limit ${limits[name]} of ${sayOrigin(limiter.origin)}: ${right[name]}, which stands later, is taken for both; write requests and limits together`,
    ),
  )
  return {
    value: {
      requests: { value: { ...requests, ...right }, origin: asker.origin },
      limits: { value: { ...limits, ...right }, origin: limiter.origin },
    },
    problems,
  }
}
