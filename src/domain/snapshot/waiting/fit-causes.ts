import type { Step } from '../../act/step.ts'
import { sayShortfall } from '../../fit/say-shortfall.ts'
import type { Shortfall } from '../../fit/shortfalls.ts'
import type { Cause, Doing } from './cause.ts'
import { raiseQuota } from './doing.ts'

/** Classes that will not fit, each with the limit and how it is raised. */
export const fitCauses = ({ decision, observed: { config } }: Step): Cause[] =>
  [...decision.pools.values()].flatMap(({ pool, shortfalls }) =>
    shortfalls.filter(leavesPeople).map((one) => fitCauseOf(pool, one, config.calendar.timezone ?? 'utc')),
  )

export const fitCauseOf = (pool: string, shortfall: Shortfall, zone: string): Cause & { readonly pool: string } => ({
  kind: 'does not fit',
  pool,
  text: sayShortfall(shortfall, zone),
  doing: raise(pool, shortfall),
})

/** People will be without a seat; where only room is missing that was asked for in placeholders or nodes, nobody is. */
const leavesPeople = ({ missing }: Shortfall): boolean => missing === 'people'

function raise(pool: string, { limit: { because, of, most }, need }: Shortfall): Doing {
  const quota = /of the ResourceQuota "(.+)" in (.+)$/.exec(because)
  if (quota) return raiseQuota(quota[2] ?? '', quota[1])
  const karpenter = /of the Karpenter NodePool "([^"]+)"/.exec(because)
  if (karpenter) return { text: 'raise its limits', copy: `kubectl edit nodepool ${karpenter[1]}` }
  const wanted = (of === 'placeholders' ? need.placeholders : need.nodes) ?? most + 1
  return { text: 'raise it (values)', copy: `nodePools: {${pool}: {maxPlaceholders: ${wanted}}}` }
}
