import type { Node } from '../cluster/node.ts'
import { MINUTE_MS, sayDuration } from '../duration.ts'
import { parseInstant } from '../instant.ts'
import { sayCount, sayNames, sayPlainly } from '../say.ts'
import { conditionOf, type RawCondition, type RawMetadata } from '../scheduling/kubernetes-object.ts'
import { type AutoscalerStatus, autoscalerStatusFrom } from './autoscaler-status.ts'
import { autoscalerMend, type Cloud, cloudOf, growMend } from './cloud.ts'
import { broken, type Examined, examined, type Finding, together, type Unchecked, warning } from './finding.ts'
import type { Looked } from './looked.ts'

/** A Karpenter NodePool with how it is. */
export interface RawNodePoolStatus {
  readonly metadata?: RawMetadata
  readonly status?: { readonly conditions?: readonly RawCondition[] }
}

export interface AutoscalerInput {
  /** The text of Cluster Autoscaler's ConfigMap; undefined: there is none. */
  readonly status: Looked<string | undefined>
  /** undefined: the cluster does not serve them. */
  readonly nodePools: Looked<readonly RawNodePoolStatus[] | undefined>
  readonly nodes: Iterable<Node>
  readonly nowMs: number
}

/** Whether somebody makes nodes for placeholders, and can make more. */
export function autoscalerExamined({ status, nodePools, nodes, nowMs }: AutoscalerInput): Examined {
  const cloud = cloudOf(nodes)
  const text = status.at === 'seen' ? status.value : undefined
  const karpenter = nodePools.at === 'seen' ? nodePools.value : undefined
  const parts = [
    ...(text === undefined ? [] : [clusterAutoscaler(text, cloud, nowMs)]),
    ...(karpenter === undefined || karpenter.length === 0 ? [] : [karpenterExamined(karpenter)]),
  ]
  if (parts.length > 0) return together('autoscaler', parts)
  const unchecked = [
    ...unseenOf('whether Cluster Autoscaler runs', status),
    ...unseenOf('whether Karpenter has NodePools', nodePools),
  ]
  return unchecked.length > 0 ? examined('autoscaler', { unchecked }) : none(cloud, karpenter !== undefined)
}

const unseenOf = (what: string, looked: Looked<unknown>): Unchecked[] =>
  looked.at === 'unseen' ? [{ what, because: looked.because }] : []

function none(cloud: Cloud | undefined, hasKarpenter: boolean): Examined {
  const what = `no autoscaler is seen${cloud ? ` on this ${cloud.name} cluster` : ''} (no ConfigMap cluster-autoscaler-status in kube-system${hasKarpenter ? ', Karpenter without a NodePool' : ', no Karpenter'}): placeholders hold nodes that are there, and nobody makes more`
  return examined('autoscaler', { findings: [warning('autoscaler', what, autoscalerMend(cloud))] })
}

/** It writes every ten seconds while it runs. */
const SILENT_MS = 5 * MINUTE_MS

function clusterAutoscaler(text: string, cloud: Cloud | undefined, nowMs: number): Examined {
  const status = autoscalerStatusFrom(text)
  const where = 'cluster-autoscaler'
  if (!status)
    return examined('autoscaler', {
      unchecked: [
        {
          what: 'how Cluster Autoscaler is',
          because: 'what stands in its ConfigMap kube-system/cluster-autoscaler-status is not understood',
        },
      ],
    })
  const writtenMs = writtenAt(status)
  const silentMs = writtenMs === undefined ? 0 : nowMs - writtenMs
  const findings: Finding[] = [
    ...(silentMs > SILENT_MS
      ? [
          broken(
            where,
            `Cluster Autoscaler wrote its status ${sayDuration(silentMs)} ago: it does not run, and nobody makes nodes`,
            'kubectl -n kube-system describe deployments,pods -l app.kubernetes.io/name=cluster-autoscaler',
          ),
        ]
      : []),
    ...groupFindings(status, growMend(cloud)),
  ]
  const { health, groups } = status
  return examined('autoscaler', {
    findings,
    well:
      findings.length > 0
        ? []
        : [`Cluster Autoscaler is ${health ?? 'there'}: ${sayCount(groups.length, 'node group')}`],
  })
}

/** `2026-03-24 08:50:00.5 +0000 UTC`, as Go prints it. */
function writtenAt({ time }: AutoscalerStatus): number | undefined {
  const [, day, clock, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?/.exec(time ?? '') ?? []
  return day === undefined ? undefined : parseInstant(`${day}T${clock}${zone}`)
}

function groupFindings({ groups }: AutoscalerStatus, grow: string): Finding[] {
  const full = groups.filter(({ target, max }) => target !== undefined && max !== undefined && max > 0 && target >= max)
  const failed = groups.filter(({ backoff }) => backoff !== undefined)
  return [
    ...full.map(({ name, max }) =>
      warning(
        `node group ${name}`,
        `it is at its maximum of ${sayCount(max ?? 0, 'node')}: no further one comes, whatever a class needs`,
        grow,
      ),
    ),
    ...failed.map(({ name, backoff = '' }) =>
      broken(
        `node group ${name}`,
        `its last node could not be made (${sayPlainly(backoff)}): Cluster Autoscaler tries no more for a while`,
        'kubectl -n kube-system get events --field-selector reason=FailedToScaleUpGroup  # a quota of your cloud, mostly',
      ),
    ),
  ]
}

function karpenterExamined(nodePools: readonly RawNodePoolStatus[]): Examined {
  const named = nodePools.map(({ metadata, status }) => ({
    name: metadata?.name ?? '',
    ready: conditionOf(status?.conditions, 'Ready'),
  }))
  const findings = named.flatMap(({ name, ready }) =>
    ready?.status === 'False'
      ? [
          broken(
            `NodePool ${name}`,
            `Karpenter says that it is not ready, so it makes no node: ${sayPlainly(ready.message || ready.reason || 'it does not say why')}`,
            `kubectl describe nodepool ${name}`,
          ),
        ]
      : [],
  )
  return examined('autoscaler', {
    findings,
    well: findings.length > 0 ? [] : [`Karpenter is there: NodePool ${sayNames(named.map(({ name }) => name))}`],
  })
}
