import { type ClusterLimits, NO_LIMITS } from '../cluster/cluster-limits.ts'
import type { PoolDecision } from '../decide/decision.ts'
import { aheadOf } from '../fit/ahead.ts'
import type { Limit } from '../fit/pool-limits.ts'
import { CAN_HAVE, sayLimits } from '../fit/say-need.ts'
import { shortfallProblem } from '../fit/say-shortfall.ts'
import { CHECKED_AHEAD_MS, type Shortfall } from '../fit/shortfalls.ts'
import { sayCount } from '../say.ts'
import { poolValues } from './as-values.ts'
import { broken, type Examined, examined, type Finding, type Unchecked, warning } from './finding.ts'
import { poolsOf, type Scene } from './scene.ts'

/**
 * Whether the classes of the coming week fit, as the controller itself foresees it.
 * @param unseen why limits of the cluster are not known; empty: all of them are
 */
export function weekExamined(scene: Scene, unseen: readonly Unchecked[]): Examined {
  const all = poolsOf(scene).map(([, decided]) => poolWeek(scene, decided))
  return examined('week', {
    findings: all.flatMap(({ findings }) => findings),
    unchecked: [...unseen, ...all.flatMap(({ unchecked }) => unchecked)],
    well: all.flatMap(({ well }) => well),
  })
}

function poolWeek(scene: Scene, decided: PoolDecision): Examined {
  const { pool, shortfalls, limits, scale } = decided
  const classes = classesOf(scene, pool)
  if (classes === 0) return examined('week', { well: [`${pool}: no class in the coming week`] })
  if (shortfalls.length > 0) return examined('week', { findings: shortfalls.map((one) => findingOf(scene, pool, one)) })
  const unknown = scene.decision.remarks.filter(({ where }) => where === `nodePools.${pool}`)
  if (unknown.length > 0)
    return examined('week', {
      unchecked: unknown.map(({ text }) => ({
        what: `whether there is room in ${pool} for a class of the coming week`,
        because: text,
      })),
    })
  const inPeople = isInPeople(scene, pool)
  if (inPeople && (scale.seat === undefined || scale.perNode === undefined))
    return examined('week', {
      unchecked: [
        {
          what: `whether there is room in ${pool} for ${sayCount(classes, 'event')} of the coming week`,
          because: `nobody knows yet what ${scale.seat === undefined ? 'a seat requests' : 'a node of it holds'}: the first node will tell, and \`seat.requests\` can`,
        },
      ],
    })
  const most = sayLimits(limits, CAN_HAVE)
  return examined('week', {
    well: [
      `${pool}: ${sayCount(classes, 'event')} in the coming week, with room for all; ${most || 'nothing that is seen here limits it'}`,
    ],
  })
}

function classesOf({ observed, nowMs }: Scene, pool: string): number {
  const ahead = aheadOf(observed.timeline, observed.config).get(pool) ?? []
  const soon = ahead.filter(({ fromMs, toMs }) => toMs > nowMs && fromMs < nowMs + CHECKED_AHEAD_MS)
  return new Set(soon.map(({ events, startMs }) => `${startMs} ${events.join('\n')}`)).size
}

const isInPeople = ({ observed, nowMs }: Scene, pool: string): boolean =>
  observed.timeline.intervals.some(
    (one) =>
      one.pool === pool &&
      (one.unit === 'students' || one.unit === 'seats') &&
      one.toMs > nowMs &&
      one.fromMs < nowMs + CHECKED_AHEAD_MS,
  )

function findingOf({ observed }: Scene, pool: string, shortfall: Shortfall): Finding {
  const { where, text } = shortfallProblem(pool, shortfall, observed.config.calendar.timezone ?? 'utc')
  const { limit } = shortfall
  // Where placeholders alone are limited, people wait for a node; else they do not get one at all.
  const say = limit.of === 'placeholders' ? warning : broken
  return say(where, text, mendOf(pool, shortfall, observed.hints?.limits ?? NO_LIMITS))
}

function mendOf(pool: string, { limit, need }: Shortfall, limits: ClusterLimits): string {
  if (limit.by === 'values') return poolValues(pool, { maxPlaceholders: need.placeholders })
  const needed = limit.of === 'nodes' ? need.nodes : limit.of === 'seats' ? need.seats : need.placeholders
  return `${editOf(limit, limits)}  # ${limit.because} has to allow ${needed ?? 'more'} ${limit.of}, and allows ${limit.most}`
}

function editOf({ because }: Limit, { karpenterPools, quotas }: ClusterLimits): string {
  const nodePool = karpenterPools.find(({ name }) => because.includes(`NodePool "${name}"`))
  if (nodePool) return `kubectl edit nodepool ${nodePool.name}`
  const quota = quotas.find(({ name, namespace }) => because.includes(`"${name}" in ${namespace}`))
  return quota
    ? `kubectl -n ${quota.namespace} edit resourcequota ${quota.name}`
    : 'kubectl get nodepools,resourcequotas --all-namespaces'
}
