import { RESERVED_WORDS } from '../domain/calendar/ask.ts'
import { parseDuration } from '../domain/duration.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { parseResources } from '../domain/scheduling/resources.ts'
import { labelsOf, parseSelector, type Selector } from '../domain/scheduling/selector.ts'
import type { Toleration } from '../domain/scheduling/taint.ts'
import type { Config, PoolConfig, PoolRules } from '../domain/settings/config.ts'
import { buildCalendars, buildSchedule } from './build-calendars.ts'
import { buildProfiles } from './build-profiles.ts'
import { buildUtilization } from './build-utilization.ts'
import { DEFAULTS, type PoolValues, type Values } from './schema.ts'

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
  const defaults = rulesOf(values, fallbackRules, '', warnings)
  const pools = new Map<string, PoolConfig>()
  for (const [name, pool] of Object.entries(values.nodePools ?? {})) {
    const where = `nodePools.${name}`
    errors.push(...whyNoPool(name, pool, where))
    if (pool) pools.set(name, buildPool(name, pool, rulesOf(pool, defaults, `${where}.`, warnings)))
  }
  const defaultPool = values.defaultPool || undefined
  if (defaultPool !== undefined && !pools.has(defaultPool))
    errors.push(
      problem('defaultPool', `no pool \`${defaultPool}\`; the pools are ${[...pools.keys()].join(', ') || '(none)'}`),
    )
  for (const [at, { pool }] of (values.utilization?.gce?.groups ?? []).entries())
    if (!pools.has(pool))
      errors.push(
        problem(
          `utilization.gce.groups.${at}.pool`,
          `no pool \`${pool}\`; the pools are ${[...pools.keys()].join(', ')}`,
        ),
      )
  const placeholderSelector = selectorOf(values.placeholderPodLabelSelector ?? DEFAULTS.placeholderPodLabelSelector)
  const placeholderLabels = labelsOf(placeholderSelector)
  if (!placeholderLabels || placeholderSelector.length === 0)
    errors.push(
      problem('placeholderPodLabelSelector', 'must consist of `key=value` terms: the placeholders carry these labels'),
    )
  const calendar = calendarOf(values)
  const names = new Set(pools.keys())
  const labelSelector = values.userPods?.labelSelector ?? DEFAULTS.userPods.labelSelector
  const config: Config = {
    pools,
    calendar,
    calendars: buildCalendars(values.calendars ?? [], calendar, names, errors),
    schedule: buildSchedule(values.schedule ?? [], calendar, names, errors),
    userPods: { labelSelector, selector: selectorOf(labelSelector), namespaces: values.userPods?.namespaces ?? [] },
    placeholderSelector,
    placeholderLabels: placeholderLabels ?? {},
    placeholder: {
      image: values.placeholder?.image || DEFAULTS.placeholder.image,
      labels: values.placeholder?.labels ?? {},
      annotations: values.placeholder?.annotations ?? {},
      priorityClassName: values.priorityClass?.name || 'warmseats-placeholder',
    },
    fallWindowMs: ms(values.fallWindow, DEFAULTS.fallWindow),
    pendingPatienceMs: parseDuration(values.pendingPatience) ?? DEFAULTS.pendingPatience,
    profiles: buildProfiles(values.profiles),
    utilization: buildUtilization(values.utilization ?? {}, errors),
    statusPageInCluster: values.statusPage?.inCluster ?? DEFAULTS.statusPage.inCluster,
    dryRun: values.dryRun ?? DEFAULTS.dryRun,
    logLevel: values.logLevel ?? DEFAULTS.logLevel,
    ...(defaultPool === undefined ? {} : { defaultPool }),
  }
  return { config, errors, warnings }
}

const ms = (value: unknown, fallback: string | number): number =>
  parseDuration(value ?? fallback) ?? parseDuration(fallback) ?? 0

const selectorOf = (text: string): Selector => parseSelector(text) ?? []

function calendarOf(values: Values): Config['calendar'] {
  return {
    refreshMs: Math.max(LEAST_REFRESH_MS, ms(values.calendarRefresh, DEFAULTS.calendarRefresh)),
    holdMs: ms(values.calendarHold, DEFAULTS.calendarHold),
    ...(values.calendarUrl ? { url: values.calendarUrl } : {}),
    ...(values.calendarTimezone ? { timezone: values.calendarTimezone } : {}),
  }
}

const fallbackRules: PoolRules = {
  scalingStrategy: DEFAULTS.scalingStrategy,
  cpuThreshold: DEFAULTS.cpuThreshold,
  memoryThreshold: DEFAULTS.memoryThreshold,
  nodeGraceMs: ms(undefined, DEFAULTS.nodeGracePeriod),
  emptyNodeGraceMs: ms(undefined, DEFAULTS.emptyNodeGracePeriod),
  calendarOverrideEnabled: DEFAULTS.calendarOverrideEnabled,
  bridgeMs: ms(undefined, DEFAULTS.bridge),
}

type RuleValues = Pick<
  PoolValues,
  | 'scalingStrategy'
  | 'cpuThreshold'
  | 'memoryThreshold'
  | 'nodeGracePeriod'
  | 'emptyNodeGracePeriod'
  | 'calendarOverrideEnabled'
  | 'bridge'
>

function rulesOf(values: RuleValues, above: PoolRules, path: string, warnings: Problem[]): PoolRules {
  const ratio = (name: 'cpuThreshold' | 'memoryThreshold') => {
    const given = values[name]
    if (given === undefined || given === null) return above[name]
    const value = Number(given)
    if (value < 1) return value
    warnings.push(problem(`${path}${name}`, `${value} is read as ${value} %; write ${value / 100}`))
    return value / 100
  }
  return {
    scalingStrategy: values.scalingStrategy ?? above.scalingStrategy,
    cpuThreshold: ratio('cpuThreshold'),
    memoryThreshold: ratio('memoryThreshold'),
    nodeGraceMs: parseDuration(values.nodeGracePeriod) ?? above.nodeGraceMs,
    emptyNodeGraceMs: parseDuration(values.emptyNodeGracePeriod) ?? above.emptyNodeGraceMs,
    calendarOverrideEnabled: values.calendarOverrideEnabled ?? above.calendarOverrideEnabled,
    bridgeMs: parseDuration(values.bridge) ?? above.bridgeMs,
  }
}

function buildPool(name: string, values: PoolValues, rules: PoolRules): PoolConfig {
  const resources = {
    ...(values.resources?.requests ? { requests: values.resources.requests } : {}),
    ...(values.resources?.limits ? { limits: values.resources.limits } : {}),
  }
  // As in the API: a limit without a request is a request.
  const requests = { ...resources.limits, ...resources.requests }
  const leadTimeMs = values.leadTime === 'auto' ? 'auto' : parseDuration(values.leadTime)
  const trailTimeMs = parseDuration(values.trailTime)
  return {
    ...rules,
    name,
    resources,
    nodeSelector: values.nodeSelector ?? {},
    replicas: values.replicas ?? 0,
    tolerations: (values.tolerations ?? []) as readonly Toleration[],
    minPlaceholders: values.minPlaceholders ?? 0,
    ...(typeof values.maxPlaceholders === 'number' ? { maxPlaceholders: values.maxPlaceholders } : {}),
    onePerNode: values.onePerNode ?? Object.keys(requests).length === 0,
    ...(Object.keys(requests).length ? { requests: parseResources(requests) } : {}),
    ...(leadTimeMs === undefined ? {} : { leadTimeMs }),
    ...(trailTimeMs === undefined ? {} : { trailTimeMs }),
    ...(values.seat?.requests ? { seat: parseResources(values.seat.requests) } : {}),
  }
}

const POOL_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/

function whyNoPool(name: string, pool: PoolValues | null, where: string): Problem[] {
  const problems: Problem[] = []
  if (RESERVED_WORDS.includes(name))
    problems.push(problem(where, `\`${name}\` is a word of calendar events; give the pool another name`))
  else if (!POOL_NAME.test(name) || name.length > 50)
    problems.push(problem(where, 'a pool name goes into object names: lower-case letters, digits and `-`, at most 50'))
  if (!pool) return [...problems, problem(where, 'is empty; give it a nodeSelector')]
  if (Object.keys(pool.nodeSelector ?? {}).length === 0)
    problems.push(problem(`${where}.nodeSelector`, missingSelector(name, pool)))
  const { minPlaceholders: min, maxPlaceholders: max } = pool
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    problems.push(problem(`${where}.minPlaceholders`, `${min} is more than maxPlaceholders ${max}`))
  return problems
}

/** The example that the predecessor's README printed is mis-indented; who copied it gets the right one back. */
function missingSelector(name: string, pool: PoolValues): string {
  const stray = Object.entries(pool).find(([key, value]) => key.includes('/') && typeof value === 'string')
  const [key, value] = stray ?? ['hub.jupyter.org/pool-name', `${name}-pool`]
  const memory = (pool as { requests?: { memory?: unknown } }).requests?.memory
  const lines = ['nodePools:', `  ${name}:`, '    nodeSelector:', `      ${key}: ${value}`]
  if (memory !== undefined) lines.push('    resources:', '      requests:', `        memory: ${memory}`)
  const reason = stray ? `is empty, and \`${key}\` stands beside it: the indentation is wrong` : 'is missing'
  return `${reason}. Write:\n${lines.join('\n')}`
}
