import type { State } from '../../../streams/sources/state.ts'
import type { Environment } from '../../config/utilization-environment.ts'
import type { CalendarHealth } from '../../domain/calendar/occurrence.ts'
import { given } from '../../domain/given.ts'
import type { Config } from '../../domain/settings/config.ts'
import { decideUtilization } from '../../domain/utilization/decide-utilization.ts'
import type { NodeAction } from '../../domain/utilization/node-action.ts'
import type { UtilizationPlan } from '../../domain/utilization/plan.ts'
import { wishesOf } from '../../domain/utilization/wishes.ts'
import { api } from '../../kubernetes/api.ts'
import type { Connection } from '../../kubernetes/connection.ts'
import { readState } from '../cluster/installed.ts'
import { findRelease } from '../cluster/release.ts'
import { InputError, readText } from '../read-input.ts'
import { type ScaleConfig, scaleConfig } from './config.ts'
import { decideOnce, type ScaleWorld } from './observe.ts'
import { type Setting, settingsInForce } from './settings.ts'

export interface ScaleOptions {
  /** A values file; default: the config of the release. */
  readonly config?: string | undefined
  readonly namespace?: string | undefined
  /** The state ConfigMap of the release; default: the one that is there. */
  readonly state?: string | undefined
  readonly secrets: string
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly yes?: boolean | undefined
  readonly dryRun?: boolean | undefined
  readonly output: 'json' | 'text'
}

/** What would be done, and everything that is said of it. */
export interface Planned {
  readonly context: string
  readonly server: string
  readonly namespace: string
  /** Name of the controller's Deployment. */
  readonly release?: string
  readonly settings: readonly Setting[]
  readonly config: Config
  readonly plan: UtilizationPlan
  /** The kill switch of the release is on. */
  readonly isOff: boolean
  readonly wishes: readonly NodeAction[]
  /** What the plan could not take into account, and what was taken instead. */
  readonly unknown: readonly string[]
}

/** Reads the cluster, once, and decides. Writes nothing. @throws InputError, ConnectionError */
export async function planScale(
  options: ScaleOptions,
  environment: Environment,
  connection: Connection,
  nowMs: number,
): Promise<Planned> {
  const namespace = options.namespace ?? connection.namespace
  const release = await findRelease(connection, namespace, options.state)
  const world: ScaleWorld = { transport: connection, namespace, release, secrets: options.secrets }
  const place = { connection, namespace, kubernetes: api(connection) }
  const state = release && (await readState(place, release.state))
  if (release && options.config === undefined && state?.config === undefined)
    throw new InputError(`the release in ${namespace} has kept no good config yet; give its values with --config`)
  const text = options.config === undefined ? state?.config : await readText(options.config)
  const source = options.config ?? `the config in ConfigMap ${release?.state}`
  const read = scaleConfig(text, source, environment)
  const { observed, decision } = await decideOnce(read.config, state, world)
  const plan = decideUtilization({ observed, memory: decision.memory, nowMs })
  const isOff = observed.isPolicyOff === true
  // Without an owner: the release gives back what it cordoned itself, and would these at once while its policy is off.
  const { owner: _, ...unowned } = observed
  return {
    context: connection.context,
    server: connection.server,
    namespace,
    ...given({ release: release?.name }),
    settings: settingsInForce(environment, read.values),
    plan,
    isOff,
    wishes: isOff ? [] : wishesOf(plan, unowned),
    unknown: unknownIn(world, read, state, observed.calendar),
    config: read.config,
  }
}

function unknownIn(
  { namespace, release }: ScaleWorld,
  { config, warnings }: ScaleConfig,
  state: State | undefined,
  calendar: CalendarHealth,
): readonly string[] {
  const all = warnings.map(({ where, text }) => `${where}: ${text}`)
  if (!release) all.push(`no release of Warmseats is in namespace ${namespace} (--namespace)`)
  if (config.pools.size === 0) all.push('without pools (--config), all nodes are one, and no placeholder counts')
  else {
    if (calendar.at === 'none' && config.schedule.length === 0) all.push('no calendar is named, so no event counts')
    if (!state?.memory) all.push('without the memory of a release, grace periods are judged by the times in the API')
  }
  if (calendar.at === 'failing') all.push(`the calendar: ${calendar.because}`)
  return all
}
