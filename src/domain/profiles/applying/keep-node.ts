import { EVENT_ANNOTATION, sayEvents } from '../../event-annotation.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import { poolMayFit } from '../../scheduling/affinity.ts'
import type { Labels } from '../../scheduling/selector.ts'
import type { DoNotDisrupt } from '../../settings/do-not-disrupt.ts'
import type { PodManifest } from '../pod/pod-manifest.ts'
import type { Moment } from '../pod/spawn.ts'
import { EARLY_MS, isInForce } from '../reading/during.ts'

/** What Karpenter and the cluster autoscaler read; neither takes a node away, nor moves the pod, while it is there. */
const UNDISTURBED: Readonly<Record<string, string>> = {
  'karpenter.sh/do-not-disrupt': 'true',
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
}

export interface KeepOptions {
  readonly doNotDisrupt: DoNotDisrupt
  /** The nodes of each pool. */
  readonly pools: ReadonlyMap<string, Labels>
  readonly moment: Moment | undefined
}

/**
 * Has autoscalers leave the pod's node alone for as long as the pod is there, and says for which events. What the hub said
 * itself stays. Twice is once.
 * @param exams events for which profiles gave something
 */
export function keepNode(pod: PodManifest, exams: readonly PlannedEvent[], options: KeepOptions): PodManifest {
  const { doNotDisrupt, moment } = options
  const classes = doNotDisrupt === 'classes' ? classesFor(pod, moment, options.pools) : []
  const events = [...exams, ...classes]
  const isKept = doNotDisrupt === 'always' || (doNotDisrupt !== 'never' && events.length > 0)
  if (events.length === 0 && !isKept) return pod
  const annotations = {
    ...(isKept ? UNDISTURBED : {}),
    ...pod.metadata?.annotations,
    ...(events.length > 0 ? { [EVENT_ANNOTATION]: sayEvents(events.map(({ title }) => title)) } : {}),
  }
  return { ...pod, metadata: { ...pod.metadata, annotations } }
}

/** The events in force that ask of a pool on whose nodes the pod may come. */
export function classesFor(
  { spec }: PodManifest,
  moment: Moment | undefined,
  pools: ReadonlyMap<string, Labels>,
): PlannedEvent[] {
  const running = moment?.events.filter((event) => isInForce(event, EARLY_MS, moment.atMs)) ?? []
  if (running.length === 0) return []
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const requirement = { nodeSelector: spec?.nodeSelector ?? {}, ...(terms ? { terms } : {}) }
  const mayCome = (pool: string) => {
    const labels = pools.get(pool)
    return labels !== undefined && poolMayFit(requirement, labels)
  }
  return running.filter((event) => event.pools.some(mayCome))
}
