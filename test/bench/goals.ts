import { typical } from './admission.ts'
import type { ClusterReport } from './measure-cluster.ts'
import type { Micro } from './micro.ts'
import type { Pages } from './page/measure.ts'
import type { Report, SizeReport } from './report.ts'
import type { RequestRate, Rest } from './rest.ts'
import { scaleGoals } from './scale/goals.ts'
import { NOW } from './scale/revision.ts'

export interface Goal {
  readonly what: string
  readonly found: string
  readonly met: boolean
}

type LedgerCost = Micro['ledger'][number] | undefined

/** How many times as long an event takes in one as in the other. */
export const costRatio = (one: LedgerCost, other: LedgerCost) =>
  (other?.eventsPerSecond ?? 0) / (one?.eventsPerSecond ?? 0)

/** What the product promises of these figures. */
export function goalsOf({ cluster, micro, pages, scale }: Report): readonly Goal[] {
  return [
    ...(cluster ? clusterGoals(cluster) : []),
    ...(micro ? microGoals(micro) : []),
    ...(pages ? pageGoals(pages) : []),
    ...(scale ? scaleGoals(scale, NOW) : []),
  ]
}

function clusterGoals({ sizes, admission }: ClusterReport): readonly Goal[] {
  const [answer, floor] = [typical(admission.rounds.product), typical(admission.rounds.floor)]
  return [
    ...sizes.flatMap(({ nodes, reaction, rest }) => [reactionGoal(nodes, reaction), restGoal(nodes, rest)]),
    {
      what: `an admission within 5 ms at ${admission.perSecond} a second, each with its patch`,
      found: `p99 ${answer.p99.toFixed(2)} ms (floor ${floor.p99.toFixed(2)} ms), ${admission.patched} of ${admission.asked}`,
      met: answer.p99 <= 5 && admission.patched === admission.asked,
    },
  ]
}

function microGoals({ ledger, decide }: Micro): readonly Goal[] {
  const [, cold, large] = ledger
  const slowest = Math.max(...decide.map(({ us }) => us / 1000))
  return [
    {
      what: 'a pod event costs the same at 50,000 pods as at 50 (at most twice, caches as cold)',
      found: `${costRatio(large, cold).toFixed(2)} times`,
      met: costRatio(large, cold) <= 2,
    },
    {
      what: 'a decision at 5,000 nodes, `user: 4`, fits into the settle window of 25 ms',
      found: `${slowest.toFixed(1)} ms`,
      met: slowest <= 25,
    },
  ]
}

const pageGoals = (pages: Pages): readonly Goal[] => [
  {
    what: `${pages.readers} open status pages cost less than 5 % of a core at 500 nodes`,
    found: `${((pages.open - pages.floor) / 10).toFixed(1)} %`,
    met: pages.open - pages.floor < 50,
  },
]

function reactionGoal(nodes: number, reaction: SizeReport['reaction']): Goal {
  const slowest = Math.max(...reaction.map(({ took }) => took.product.p99))
  return { what: `reaction within 1 s at ${nodes} nodes`, found: `p99 ${slowest.toFixed(1)} ms`, met: slowest <= 1000 }
}

/**
 * By the audit log, which knows who asked. By the metrics as well: without discovery, which the cluster's own controllers
 * repeat every half minute; and as those list something now and then, one a minute is not told apart from none.
 */
function restGoal(nodes: number, { requests }: Rest): Goal {
  const sum = (is: RegExp, of: (rate: RequestRate) => number) =>
    requests.filter(({ what }) => is.test(what)).reduce((total, rate) => total + of(rate), 0)
  const audited = sum(/^(GET|LIST)$/, (rate) => rate.audited)
  const difference = sum(/^(GET|LIST) (?!\(none\))/, (rate) => rate.withProduct - rate.without)
  return {
    what: `no GET or LIST at rest at ${nodes} nodes`,
    found: `${audited.toFixed(1)} a minute by the audit log, ${difference.toFixed(1)} by the metrics`,
    met: audited === 0 && difference < 1.5,
  }
}
