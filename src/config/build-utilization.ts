import { parseDuration, sayDuration } from '../domain/duration.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { BANDS, type Band, type NamedGroup, type UtilizationSettings } from '../domain/settings/utilization-settings.ts'
import { UTILIZATION_DEFAULTS as DEFAULTS, type UtilizationValues } from './utilization-schema.ts'

/**
 * Fills in the defaults and refuses what contradicts itself.
 * @param errors is added to
 * @param nameOf how a person knows a key: its path in the values, or its environment variable
 */
export function buildUtilization(
  values: UtilizationValues,
  errors: Problem[],
  nameOf: (key: keyof UtilizationValues & string) => string = (key) => `utilization.${key}`,
): UtilizationSettings {
  const band = (key: keyof Band) => Number(values[key] ?? BANDS.spreading[key])
  const ms = (key: 'cycle' | 'minNodeAge' | 'bootTime' | 'cordonLimit') =>
    parseDuration(values[key] ?? DEFAULTS[key]) ?? 0
  const keys = (key: 'preemptibleLabels' | 'omitLabels' | 'omitNamespaces') => keysIn(values[key] ?? DEFAULTS[key])
  const settings: UtilizationSettings = {
    enabled: values.enabled ?? DEFAULTS.enabled,
    mode: values.mode ?? DEFAULTS.mode,
    nodeGroups: values.nodeGroups ?? DEFAULTS.nodeGroups,
    askForNodes: values.askForNodes ?? DEFAULTS.askForNodes,
    gceGroups: buildGceGroups(values.gce, errors),
    isBandGiven: (['minUtilization', 'optimalUtilization', 'maxUtilization'] as const).some(
      (key) => (values[key] ?? null) !== null,
    ),
    cycleMs: ms('cycle'),
    minUtilization: band('minUtilization'),
    optimalUtilization: band('optimalUtilization'),
    maxUtilization: band('maxUtilization'),
    minNodes: values.minNodes ?? DEFAULTS.minNodes,
    maxNodes: values.maxNodes ?? DEFAULTS.maxNodes,
    preemptibleLabels: keys('preemptibleLabels'),
    omitLabels: keys('omitLabels'),
    omitNamespaces: keys('omitNamespaces'),
    maxCordonsPerCycle: values.maxCordonsPerCycle ?? DEFAULTS.maxCordonsPerCycle,
    maxCordonedShare: Number(values.maxCordonedShare ?? DEFAULTS.maxCordonedShare),
    minNodeAgeMs: ms('minNodeAge'),
    bootMs: ms('bootTime'),
    cordonLimitMs: ms('cordonLimit'),
  }
  const { minUtilization: min, optimalUtilization: optimal, maxUtilization: max, minNodes, maxNodes } = settings
  const names = (['minUtilization', 'optimalUtilization', 'maxUtilization'] as const).map(nameOf).join(' < ')
  if (!(min < optimal && optimal < max))
    errors.push(
      problem(nameOf('optimalUtilization'), `${min} < ${optimal} < ${max} does not hold; there must be ${names}`),
    )
  if (settings.cycleMs < SHORTEST_CYCLE_MS)
    errors.push(
      problem(nameOf('cycle'), `${sayDuration(settings.cycleMs)} is shorter than ${sayDuration(SHORTEST_CYCLE_MS)}`),
    )
  if (minNodes > maxNodes)
    errors.push(problem(nameOf('minNodes'), `${minNodes} is more than ${nameOf('maxNodes')} ${maxNodes}`))
  return settings
}

/**
 * The managed instance groups that a person named, each of a zone or of a region.
 * @param errors is added to: an entry with both, or with neither, is left out
 */
function buildGceGroups(gce: UtilizationValues['gce'], errors: Problem[]): readonly NamedGroup[] {
  return (gce?.groups ?? []).flatMap(({ pool, project, zone, region, name }, at): readonly NamedGroup[] => {
    if (zone && !region) return [{ pool, project, zone, name }]
    if (region && !zone) return [{ pool, project, region, name }]
    const has = zone && region ? `has the zone ${zone} and the region ${region}` : 'has neither zone nor region'
    const say = `${has}; name the zone of a zonal group (GKE's are), or the region of a regional one`
    errors.push(problem(`utilization.gce.groups.${at}`, say))
    return []
  })
}

/** A plan asks `decide` many times over: without a pause between plans nothing else would be done. */
const SHORTEST_CYCLE_MS = 1000

/** A list, or a text with `:` between its parts. Nothing between two of them is no key. */
const keysIn = (keys: string | readonly string[]): readonly string[] =>
  (typeof keys === 'string' ? keys.split(':') : keys).map((key) => key.trim()).filter((key) => key !== '')
