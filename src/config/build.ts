import { parseDuration } from '../domain/duration.ts'
import { given } from '../domain/given.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { sayNames } from '../domain/say.ts'
import { labelsOf, parseSelector, type Selector } from '../domain/scheduling/selector.ts'
import type { Config, PoolConfig } from '../domain/settings/config.ts'
import type { Placement } from '../domain/settings/placement.ts'
import { buildCalendars, buildSchedule } from './build-calendars.ts'
import { buildNotify } from './build-notify.ts'
import { buildPools } from './build-pools.ts'
import { buildProfiles } from './build-profiles.ts'
import { buildUtilization } from './build-utilization.ts'
import { buildClasses, whoProblems } from './class-fields.ts'
import { durationMs } from './duration-ms.ts'
import { buildHub } from './hub/hub.ts'
import { DEFAULTS, type Values } from './schema.ts'

export interface Built {
  readonly config: Config
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** A calendar that is asked without pause is an attack on its server. */
const LEAST_REFRESH_MS = 1000

/** Turns checked values into the config that decisions read: defaults filled in, durations in ms, selectors parsed. */
export function buildConfig(values: Values): Built {
  const errors: Problem[] = []
  const warnings: Problem[] = []
  const pools = buildPools(values, errors, warnings)
  errors.push(...namesWithoutPool(values, pools))
  const placeholders = placeholdersOf(values, errors)
  const priority = priorityOf(values, errors, warnings)
  const calendar = calendarOf(values)
  const classes = buildClasses(values.classes, errors)
  for (const { name, who } of pools.values()) errors.push(...whoProblems(who, `nodePools.${name}.who`, classes))
  const named = { pools: new Set(pools.keys()), classes }
  const config: Config = {
    pools,
    calendar,
    calendars: buildCalendars(values.calendars ?? [], calendar, named, errors),
    schedule: buildSchedule(values.schedule ?? [], calendar, named, errors),
    classes,
    userPods: userPodsOf(values),
    ...placeholders,
    placeholder: { ...placeholders.placeholder, ...given({ priority }) },
    fallWindowMs: durationMs(values.fallWindow, DEFAULTS.fallWindow),
    pendingPatienceMs: parseDuration(values.pendingPatience) ?? DEFAULTS.pendingPatience,
    profiles: buildProfiles(values.profiles),
    utilization: buildUtilization(values.utilization ?? {}, errors),
    notify: buildNotify(values.notify ?? [], named.pools, errors),
    statusPageInCluster: values.statusPage?.inCluster ?? DEFAULTS.statusPage.inCluster,
    dryRun: values.dryRun ?? DEFAULTS.dryRun,
    logLevel: values.logLevel ?? DEFAULTS.logLevel,
    ...(values.defaultPool ? { defaultPool: values.defaultPool } : {}),
    ...given({ hub: buildHub(values.hub, named.pools, errors) }),
  }
  return { config, errors, warnings }
}

/** Where a pool is named that there is not. */
function namesWithoutPool({ defaultPool, utilization }: Values, pools: ReadonlyMap<string, PoolConfig>): Problem[] {
  const groups = utilization?.gce?.groups ?? []
  const named: readonly (readonly [where: string, pool: string])[] = [
    ...(defaultPool ? [['defaultPool', defaultPool] as const] : []),
    ...groups.map(({ pool }, at) => [`utilization.gce.groups.${at}.pool`, pool] as const),
  ]
  const all = sayNames([...pools.keys()]) || '(none)'
  return named
    .filter(([, pool]) => !pools.has(pool))
    .map(([where, pool]) => problem(where, `no pool \`${pool}\`; the pools are ${all}`))
}

const selectorOf = (text: string): Selector => parseSelector(text) ?? []

function placeholdersOf(
  values: Values,
  errors: Problem[],
): Pick<Config, 'placeholderSelector' | 'placeholderLabels' | 'placeholder'> {
  const placeholderSelector = selectorOf(values.placeholderPodLabelSelector ?? DEFAULTS.placeholderPodLabelSelector)
  const placeholderLabels = labelsOf(placeholderSelector)
  if (!placeholderLabels || placeholderSelector.length === 0)
    errors.push(
      problem('placeholderPodLabelSelector', 'must consist of `key=value` terms: the placeholders carry these labels'),
    )
  return {
    placeholderSelector,
    placeholderLabels: placeholderLabels ?? {},
    placeholder: {
      image: values.placeholder?.image || DEFAULTS.placeholder.image,
      labels: values.placeholder?.labels ?? {},
      annotations: values.placeholder?.annotations ?? {},
      exitImage: values.placeholder?.exitImage ?? DEFAULTS.placeholder.exitImage,
      ...ownUser(values.placeholder?.runAsUser ?? DEFAULTS.placeholder.runAsUser),
      pullSecrets: (values.placeholder?.imagePullSecrets ?? []).map(({ name }) => name),
      priorityClassName: values.priorityClass?.name || 'warmseats-placeholder',
      placement: placementFrom(values.placeholder),
    },
  }
}

function placementFrom(values: Values['placeholder']): Placement {
  const { affinity, topologySpreadConstraints, schedulerName } = DEFAULTS.placeholder
  return {
    affinity: values?.affinity ?? affinity,
    topologySpreadConstraints: values?.topologySpreadConstraints ?? topologySpreadConstraints,
    schedulerName: values?.schedulerName ?? schedulerName,
  }
}

const ownUser = (runAsUser: number | string) => (typeof runAsUser === 'number' ? { runAsUser } : {})

/** Below it cluster-autoscaler takes pods for expendable: its `--expendable-pods-priority-cutoff`, unless it was given another. */
const AUTOSCALER_CUTOFF = -10

/** @returns undefined for a class of somebody else's: only its pods tell */
function priorityOf({ priorityClass }: Values, errors: Problem[], warnings: Problem[]): number | undefined {
  if (priorityClass?.create === false) return undefined
  const value = priorityClass?.value ?? (priorityClass?.name ? undefined : DEFAULTS.priorityClass.value)
  if (value === undefined) return undefined
  const where = 'priorityClass.value'
  if (value >= 0)
    errors.push(
      problem(where, `with ${value} placeholders do not make way for users, who have 0 unless said; write -10`),
    )
  if (value < AUTOSCALER_CUTOFF)
    warnings.push(
      problem(
        where,
        `below -10 (${value}) cluster-autoscaler boots no node for placeholders, unless its cutoff was lowered`,
      ),
    )
  return value
}

function userPodsOf({ userPods }: Values): Config['userPods'] {
  const labelSelector = userPods?.labelSelector ?? DEFAULTS.userPods.labelSelector
  return { labelSelector, selector: selectorOf(labelSelector), namespaces: userPods?.namespaces ?? [] }
}

function calendarOf(values: Values): Config['calendar'] {
  return {
    refreshMs: Math.max(LEAST_REFRESH_MS, durationMs(values.calendarRefresh, DEFAULTS.calendarRefresh)),
    holdMs: durationMs(values.calendarHold, DEFAULTS.calendarHold),
    privateHosts: values.calendarAllowPrivate === true ? ['*'] : values.calendarAllowPrivate || [],
    ...(values.calendarUrl ? { url: values.calendarUrl } : {}),
    ...(values.calendarTimezone ? { timezone: values.calendarTimezone } : {}),
  }
}
