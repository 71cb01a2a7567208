import { CLASS_ANNOTATION, EVENT_ANNOTATION, sayEvents } from '../../event-annotation.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import type { Labels } from '../../scheduling/selector.ts'
import type { DoNotDisrupt } from '../../settings/do-not-disrupt.ts'
import type { PodManifest } from '../pod/pod-manifest.ts'
import type { Moment } from '../pod/spawn.ts'
import { classesFor } from './classes-for.ts'

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
  const classes = doNotDisrupt === 'classes' ? classesFor(pod, moment, options.pools).map(({ event }) => event) : []
  const isKept = doNotDisrupt === 'always' || (doNotDisrupt !== 'never' && exams.length + classes.length > 0)
  if (exams.length === 0 && !isKept) return pod
  const annotations = {
    ...(isKept ? UNDISTURBED : {}),
    ...pod.metadata?.annotations,
    ...marked(EVENT_ANNOTATION, exams),
    ...marked(CLASS_ANNOTATION, classes),
  }
  return { ...pod, metadata: { ...pod.metadata, annotations } }
}

const marked = (annotation: string, events: readonly PlannedEvent[]) =>
  events.length > 0 ? { [annotation]: sayEvents(events.map(({ title }) => title)) } : {}
