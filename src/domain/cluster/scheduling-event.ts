import { cutToBytes } from '../cut-to-bytes.ts'
import { parseInstant } from '../instant.ts'
import type { RawMetadata } from '../scheduling/kubernetes-object.ts'

/** What an autoscaler or the scheduler said last of a pod that has no node, as an Event. */
export interface SchedulingEvent {
  /** The pod's. */
  readonly podUid: string
  /** `cluster-autoscaler`, `karpenter`, `default-scheduler` */
  readonly by: string
  readonly message: string
  /** Epoch ms. */
  readonly atMs: number
  /** No node will come for it, as things are; otherwise one is on its way. */
  readonly isRefusal: boolean
}

/** A core/v1 Event; one that was written as events.k8s.io/v1 looks so as well. */
export interface RawEvent {
  readonly metadata?: RawMetadata
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly uid?: string }
  readonly reason?: string
  readonly message?: string
  readonly source?: { readonly component?: string }
  readonly reportingComponent?: string
  readonly eventTime?: string | null
  readonly firstTimestamp?: string | null
  readonly lastTimestamp?: string | null
  readonly series?: { readonly lastObservedTime?: string } | null
}

/** cluster-autoscaler's, Karpenter's and kube-scheduler's; the latter says that nothing fits now, not that nothing comes. */
const REASONS: Readonly<Record<string, boolean>> = {
  NotTriggerScaleUp: true,
  FailedScaleUp: true,
  FailedScheduling: true,
  TriggeredScaleUp: false,
  Nominated: false,
}

/** A pool's are so called, ours and the predecessor's. */
const PLACEHOLDER = '-placeholder-'

const MOST_BYTES = 400

/** @returns undefined for what is no word of an autoscaler or of the scheduler on a placeholder */
export function schedulingEventFrom(raw: RawEvent): SchedulingEvent | undefined {
  const { involvedObject: { kind, name = '', uid } = {}, reason = '', message = '' } = raw
  const isRefusal = REASONS[reason]
  if (kind !== 'Pod' || !uid || !name.includes(PLACEHOLDER) || isRefusal === undefined) return undefined
  return {
    podUid: uid,
    by: raw.source?.component || raw.reportingComponent || 'the scheduler',
    message: cutToBytes(message.replaceAll(/\s+/g, ' ').trim(), MOST_BYTES),
    atMs: instantOf(raw),
    isRefusal,
  }
}

const instantOf = ({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: RawEvent): number =>
  parseInstant(
    series?.lastObservedTime ??
      lastTimestamp ??
      eventTime ??
      firstTimestamp ??
      metadata?.creationTimestamp ??
      undefined,
  ) ?? 0

/**
 * Who boots nodes knows why none comes; the scheduler only knows that none is there.
 * @param named the scheduler that placeholders ask for: it may have any name; empty: Kubernetes' own
 */
export const isOfScheduler = ({ by }: SchedulingEvent, named: string): boolean =>
  by.endsWith('scheduler') || by === named
