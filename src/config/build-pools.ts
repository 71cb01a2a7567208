import { RESERVED_WORDS } from '../domain/calendar/ask.ts'
import { parseDuration } from '../domain/duration.ts'
import { NO_PULLS } from '../domain/images/pulls.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { parseResources } from '../domain/scheduling/resources.ts'
import type { Toleration } from '../domain/scheduling/taint.ts'
import type { PoolConfig, PoolRules } from '../domain/settings/config.ts'
import type { Hold } from '../domain/settings/hold.ts'
import { holdOf, holdProblems, lentTwice, onePerNodeOf } from '../domain/settings/hold-values.ts'
import { durationMs } from './duration-ms.ts'
import { ALL_OFF, forecastRules } from './forecast-fields.ts'
import { DEFAULTS, type PoolValues, type Values } from './schema.ts'

/**
 * `nodePools` of the values, each with the rules of the top level where it has none of its own.
 * @param errors is added to, as is `warnings`
 */
export function buildPools(values: Values, errors: Problem[], warnings: Problem[]): Map<string, PoolConfig> {
  const defaults = rulesOf(values, fallbackRules, '', warnings)
  const pools = new Map<string, PoolConfig>()
  for (const [name, pool] of Object.entries(values.nodePools ?? {})) {
    const where = `nodePools.${name}`
    errors.push(...whyNoPool(name, pool, where))
    if (pool) pools.set(name, buildPool(name, pool, rulesOf(pool, defaults, `${where}.`, warnings)))
  }
  errors.push(...lentTwice(pools))
  return pools
}

const fallbackRules: PoolRules = {
  scalingStrategy: DEFAULTS.scalingStrategy,
  cpuThreshold: DEFAULTS.cpuThreshold,
  memoryThreshold: DEFAULTS.memoryThreshold,
  nodeGraceMs: durationMs(undefined, DEFAULTS.nodeGracePeriod),
  emptyNodeGraceMs: durationMs(undefined, DEFAULTS.emptyNodeGracePeriod),
  calendarOverrideEnabled: DEFAULTS.calendarOverrideEnabled,
  bridgeMs: durationMs(undefined, DEFAULTS.bridge),
  spareRoom: DEFAULTS.spareRoom,
  userImages: imagesOf(DEFAULTS.userImages, NO_PULLS),
  forecast: forecastRules(DEFAULTS.forecast, ALL_OFF),
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
  | 'spareRoom'
  | 'userImages'
  | 'forecast'
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
    spareRoom: values.spareRoom ?? above.spareRoom,
    userImages: imagesOf(values.userImages, above.userImages),
    forecast: forecastRules(values.forecast, above.forecast),
  }
}

function imagesOf(values: RuleValues['userImages'], above: PoolRules['userImages']): PoolRules['userImages'] {
  if (values === undefined || values === null) return above
  if (values === 'auto') return 'auto'
  return values === 'off' ? NO_PULLS : { images: values.map((image) => ({ image })), secrets: [] }
}

function buildPool(name: string, values: PoolValues, rules: PoolRules): PoolConfig {
  const hold = holdOf(name, values)
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
    hold,
    userImages: imagesOfHeld(hold, rules),
    replicas: values.replicas ?? 0,
    tolerations: (values.tolerations ?? []) as readonly Toleration[],
    minPlaceholders: values.minPlaceholders ?? 0,
    ...(typeof values.maxPlaceholders === 'number' ? { maxPlaceholders: values.maxPlaceholders } : {}),
    onePerNode: onePerNodeOf(values, Object.keys(requests).length > 0),
    mayShareNodes: values.onePerNode === false,
    ...(Object.keys(requests).length ? { requests: parseResources(requests) } : {}),
    ...(leadTimeMs === undefined ? {} : { leadTimeMs }),
    ...(trailTimeMs === undefined ? {} : { trailTimeMs }),
    ...(typeof values.pricePerNodeHour === 'number' ? { pricePerNodeHour: values.pricePerNodeHour } : {}),
    ...(values.who ? { who: values.who } : {}),
    ...(values.seat?.requests ? { seat: parseResources(values.seat.requests) } : {}),
  }
}

/** Pods that are not of our making bring nothing. */
const imagesOfHeld = ({ by }: Hold, { userImages }: PoolRules) => (by === 'deployment' ? userImages : NO_PULLS)

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
  problems.push(...holdProblems(pool, where))
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
