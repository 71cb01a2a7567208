import type { RawPod } from '../../cluster/pod.ts'
import { MINUTE_MS, sayDuration } from '../../duration.ts'
import { parseInstant } from '../../instant.ts'
import { isMap, parseYamlMap } from '../../parsed.ts'
import { sayCount, sayNames } from '../../say.ts'
import { conditionOf } from '../../scheduling/kubernetes-object.ts'
import { asValues } from '../as-values.ts'
import { broken, type Examined, examined, type Finding, warning } from '../finding.ts'

/** A Deployment that runs a scheduler. */
export interface RunningScheduler {
  readonly namespace: string
  readonly name: string
  /** By which pods ask for it. */
  readonly schedulerNames: readonly string[]
  readonly ready: number
}

export interface NamedInput {
  /** What the values name, by where they do. */
  readonly named: ReadonlyMap<string, string>
  /** Those that were seen; others may run where nobody looked. */
  readonly running: readonly RunningScheduler[]
  readonly pods: readonly SchedulablePod[]
  readonly nowMs: number
}

export type SchedulablePod = RawPod & {
  readonly spec?: { readonly schedulingGates?: readonly unknown[] }
}

/** A scheduler says of a pod that it cannot place it as well, within moments. */
const SILENT_MS = MINUTE_MS

/**
 * Whether the schedulers that the values name are there: a pod that names one that is not waits for ever, and no Event says so.
 */
export function namedExamined({ named, ...seen }: NamedInput): Examined {
  const all = [...named].map(([where, name]) => judge(where, name, seen))
  return examined('hub', {
    findings: all.flatMap((one) => (typeof one === 'string' ? [] : [one])),
    well: [...new Set(all.filter((one) => typeof one === 'string'))],
  })
}

/** @returns what is wrong, or that all is well */
function judge(where: string, name: string, { running, pods, nowMs }: Omit<NamedInput, 'named'>): Finding | string {
  const asking = pods.filter(({ spec }) => spec?.schedulerName === name)
  const unread = asking.filter((pod) => isUnread(pod, nowMs))
  const scheduler = running.find(({ schedulerNames }) => schedulerNames.includes(name))
  const mend = without(where)
  if (unread.length > 0) {
    const names = sayNames(unread.map(({ metadata = {} }) => `${metadata.namespace}/${metadata.name}`))
    const sinceMs = Math.min(...unread.map(createdMs))
    return broken(
      where,
      `no scheduler ${name} has looked at ${sayCount(unread.length, 'pod')} that asked for it up to ${sayDuration(nowMs - sinceMs)} ago (${names}): they wait for ever`,
      scheduler ? look(scheduler) : mend,
    )
  }
  if (scheduler && scheduler.ready === 0)
    return broken(
      where,
      `no pod of the scheduler ${name} is ready (${said(scheduler)}): pods that name it wait`,
      look(scheduler),
    )
  if (scheduler) return `the scheduler ${name} runs (${said(scheduler)})`
  const placed = asking.filter(({ spec }) => spec?.nodeName !== undefined)
  if (placed.length > 0)
    return `the scheduler ${name} has placed ${sayCount(placed.length, 'pod')} that ${placed.length === 1 ? 'is' : 'are'} there`
  return warning(
    where,
    `no scheduler ${name} was seen: neither zero-to-jupyterhub's, nor the chart's, nor a pod that one of that name has placed; where there is none, pods that name it wait for ever${others(running)}`,
    mend,
  )
}

const isUnread = (pod: SchedulablePod, nowMs: number): boolean => {
  const { metadata = {}, spec = {}, status = {} } = pod
  const waits = spec.nodeName === undefined && !metadata.deletionTimestamp && (spec.schedulingGates ?? []).length === 0
  return waits && !conditionOf(status.conditions, 'PodScheduled') && createdMs(pod) < nowMs - SILENT_MS
}

const createdMs = ({ metadata }: RawPod): number =>
  parseInstant(metadata?.creationTimestamp) ?? Number.POSITIVE_INFINITY

const said = ({ namespace, name }: RunningScheduler): string => `Deployment ${namespace}/${name}`

const look = ({ namespace, name }: RunningScheduler): string =>
  `kubectl --namespace ${namespace} describe deployment ${name}`

const others = (running: readonly RunningScheduler[]): string => {
  const names = running.flatMap(({ schedulerNames }) => schedulerNames)
  return names.length > 0 ? `; there is ${sayNames(names)}` : ''
}

/** Kubernetes' own places everybody. */
const without = (where: string): string => {
  const [block = '', key = ''] = where.split('.')
  return asValues({ [block]: { [key]: '' } })
}

/** The names by which pods ask for a scheduler, of its KubeSchedulerConfiguration; none in any other text. */
export function schedulerNamesIn(yaml: string): readonly string[] {
  const config = parseYamlMap(yaml)
  if (config?.kind !== 'KubeSchedulerConfiguration' || !Array.isArray(config.profiles)) return []
  return config.profiles.flatMap((one: unknown) =>
    isMap(one) && typeof one.schedulerName === 'string' ? [one.schedulerName] : [],
  )
}
