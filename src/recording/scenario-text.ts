import { dump } from 'js-yaml'
import { MINUTE_MS, SECOND_MS } from '../domain/duration.ts'
import { sayInstant } from '../domain/instant.ts'
import { type Resources, sayResources } from '../domain/scheduling/resources.ts'
import type { BootTimes } from './boots.ts'
import type { PoolShape } from './shapes.ts'

/** What a recording knows of a hub's life. */
export interface Life {
  /** Epoch ms. */
  readonly fromMs: number
  readonly untilMs: number
  readonly timezone: string
  /** The file with the visits, as seen from the scenario's folder. */
  readonly trace: string
  readonly pools: ReadonlyMap<string, ScenePool>
  /** Helm values. */
  readonly config: Readonly<Record<string, unknown>>
}

export interface ScenePool extends PoolShape {
  readonly seat: Resources
  /** Undefined: too few were seen. */
  readonly boot?: BootTimes | undefined
}

const ABOUT = `# Written by \`warmseats record\`: the trace beside it, on nodes as they were seen. What the API does not tell is a guess;
# make it yours before you believe a number:
#   boot       from the request of a machine to its Ready node; measured where it has a median, by who waited for one
#   imagePull  how long a node pulls the users' image
#   maximum    how many nodes the pool may have
# The calendar is none of it: give it to simulate with --calendar.
`

/** What a scenario takes. */
const MOST_NODES = 5000

/** A scenario for `simulate`, YAML. */
export function scenarioText({ fromMs, untilMs, timezone, trace, pools, config }: Life): string {
  const described = [...pools].map(([name, pool]) => [name, poolOf(pool)] as const)
  const kind = [...pools.values()].some(({ isKarpenters }) => isKarpenters) ? 'karpenter' : 'cluster-autoscaler'
  const scenario = {
    title: 'As it was recorded',
    timezone,
    start: sayInstant(Math.floor(fromMs / SECOND_MS) * SECOND_MS),
    end: sayInstant(Math.ceil((untilMs + 1) / MINUTE_MS) * MINUTE_MS),
    pools: Object.fromEntries(described),
    autoscaler: { kind },
    users: [{ kind: 'trace', file: trace }],
    config,
  }
  return `${ABOUT}${dump(scenario, { lineWidth: -1, noRefs: true })}`
}

const poolOf = ({ node, daemons, seat, boot, there, most }: ScenePool) => ({
  node: sayResources(node),
  seat: sayResources(seat),
  daemons: sayResources(daemons),
  boot: boot ? { median: seconds(boot.medianMs), p90: seconds(boot.p90Ms) } : '4m',
  imagePull: '90s',
  // Twice as many as were needed: an announcement that is too large shall cost what it costs.
  maximum: Math.min(MOST_NODES, Math.max(10, 2 * most)),
  there,
})

const seconds = (ms: number) => `${Math.max(1, Math.round(ms / SECOND_MS))}s`
