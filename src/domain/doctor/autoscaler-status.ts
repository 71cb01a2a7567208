import { isMap, parseYamlMap } from '../parsed.ts'

/** A group of nodes as Cluster Autoscaler sees it. */
export interface NodeGroup {
  readonly name: string
  /** Nodes that it wants; undefined: it does not say. */
  readonly target?: number
  readonly max?: number
  /** It tries no more for now, since the last try failed. */
  readonly backoff?: string
}

/** What Cluster Autoscaler writes into its ConfigMap. */
export interface AutoscalerStatus {
  /** As it writes it; undefined: it does not say. */
  readonly time?: string
  /** `Running`, `Initializing`, `Healthy`, … */
  readonly health?: string
  readonly groups: readonly NodeGroup[]
}

/** Of both forms: YAML since 1.30, a text for people before. @returns undefined for what is neither */
export function autoscalerStatusFrom(text: string): AutoscalerStatus | undefined {
  const yaml = parseYamlMap(text)
  if (yaml && ('autoscalerStatus' in yaml || 'nodeGroups' in yaml || 'clusterWide' in yaml)) return fromYaml(yaml)
  return /^Cluster-autoscaler status at/m.test(text) ? fromText(text) : undefined
}

function fromYaml(status: Readonly<Record<string, unknown>>): AutoscalerStatus {
  const { time, autoscalerStatus, nodeGroups } = status
  return {
    ...(typeof time === 'string' ? { time } : {}),
    ...(typeof autoscalerStatus === 'string' ? { health: autoscalerStatus } : {}),
    groups: (Array.isArray(nodeGroups) ? nodeGroups : []).filter(isMap).map(groupFrom),
  }
}

function groupFrom(group: Readonly<Record<string, unknown>>): NodeGroup {
  const health = isMap(group.health) ? group.health : {}
  const scaleUp = isMap(group.scaleUp) ? group.scaleUp : {}
  const info = isMap(scaleUp.backoffInfo) ? scaleUp.backoffInfo : {}
  return {
    name: String(group.name ?? ''),
    ...numbers({ target: health.cloudProviderTarget, max: health.maxSize }),
    ...(scaleUp.status === 'Backoff'
      ? { backoff: [info.errorCode, info.errorMessage].filter(Boolean).join(': ') || 'Backoff' }
      : {}),
  }
}

const numbers = (all: Readonly<Record<'target' | 'max', unknown>>): Pick<NodeGroup, 'target' | 'max'> =>
  Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (typeof value === 'number' ? [[key, value]] : [])))

function fromText(text: string): AutoscalerStatus {
  const [, time] = /^Cluster-autoscaler status at (.+?):?$/m.exec(text) ?? []
  const [head = '', ...groups] = text.split(/^ *Name: +/m)
  const [, health] = /Health: +(\w+)/.exec(head) ?? []
  return {
    ...(time === undefined ? {} : { time }),
    ...(health === undefined ? {} : { health }),
    groups: groups.map((group): NodeGroup => {
      const [, target] = /cloudProviderTarget=(\d+)/.exec(group) ?? []
      const [, max] = /maxSize=(\d+)/.exec(group) ?? []
      return {
        name: group.split('\n')[0]?.trim() ?? '',
        ...numbers({
          target: target === undefined ? undefined : Number(target),
          max: max === undefined ? undefined : Number(max),
        }),
        ...(/ScaleUp: +Backoff/.test(group) ? { backoff: 'Backoff' } : {}),
      }
    }),
  }
}
