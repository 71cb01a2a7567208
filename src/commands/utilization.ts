import { buildConfig } from '../config/build.ts'
import { type Environment, utilizationFrom } from '../config/utilization-environment.ts'
import type { Node } from '../domain/cluster/node.ts'
import { LIVE } from '../domain/cluster/world.ts'
import { NO_MEMORY } from '../domain/decide/memory.ts'
import { timelineOf } from '../domain/demand/timeline.ts'
import type { Config } from '../domain/settings/config.ts'
import { compatData8 } from '../domain/utilization/compat-data-8.ts'
import { decideUtilization } from '../domain/utilization/decide-utilization.ts'
import { CORDONED_BY } from '../domain/utilization/marks.ts'
import { reportOf, sayPlan, sayReport } from '../domain/utilization/report.ts'
import { InputError } from './read-input.ts'
import { readNodes, readPodList, viewOfPods } from './snapshot.ts'

export interface UtilizationOptions {
  readonly nodes: string
  readonly pods: string
  readonly compat?: 'data-8' | undefined
  readonly output: 'json' | 'text'
}

/**
 * The policy offline, for the whole cluster: exactly the product's, from files and the environment. There is no calendar
 * here, and no cycle: what is shown is the whole way, not the first step of it.
 * @throws InputError
 */
export async function utilization(
  options: UtilizationOptions,
  environment: Environment,
  nowMs: number,
): Promise<string> {
  const config = configFrom(environment)
  const nodes = await readNodes(options.nodes)
  const pods = await readPodList(options.pods, config)
  const isJson = options.output === 'json'
  if (options.compat === 'data-8') {
    const report = compatData8([...nodes.values()], pods, config.utilization)
    return isJson ? JSON.stringify(report) : sayReport(report)
  }
  const plan = decideUtilization({
    observed: {
      config,
      nodes: new Map([...nodes].map(([name, node]) => [name, withoutRelease(node)])),
      pods: viewOfPods(pods),
      timeline: timelineOf([], config),
      calendar: { at: 'none' },
      deployments: new Map(),
      sight: LIVE,
    },
    memory: NO_MEMORY,
    nowMs,
    paced: false,
  })
  return isJson ? JSON.stringify(reportOf(plan)) : sayPlan(plan)
}

/** No release asks here: the cordons of all of them are the policy's. */
function withoutRelease({ annotations, ...node }: Node): Node {
  if (!annotations) return node
  const { [CORDONED_BY]: _, ...rest } = annotations
  return { ...node, annotations: rest }
}

function configFrom(environment: Environment): Config {
  const { settings, errors } = utilizationFrom(environment)
  if (errors.length > 0)
    throw new InputError(
      `the settings are refused\n${errors.map(({ where, text }) => `  ${where}: ${text}`).join('\n')}`,
    )
  return { ...buildConfig({}).config, utilization: settings }
}
