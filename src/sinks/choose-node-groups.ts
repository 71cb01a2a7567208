import type { NamedGroup, NodeGroupsKind } from '../domain/settings/utilization-settings.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'
import { autoscalerGroups } from './node-groups/autoscaler.ts'
import { kwokGroups } from './node-groups/kwok.ts'
import type { NodeGroups } from './node-groups/node-groups.ts'

export interface GroupChoice {
  readonly transport: LeaderTransport
  /** `utilization.nodeGroups` as the config says now. */
  readonly kind: () => NodeGroupsKind
  /** `utilization.gce.groups`, likewise. */
  readonly named: () => readonly NamedGroup[]
}

/** Who makes and removes nodes by the config in force; Google's library is loaded only where it is used. */
export function chosenGroups({ transport, kind, named }: GroupChoice): () => Promise<NodeGroups> {
  const kwok = kwokGroups(transport)
  let gce: Promise<NodeGroups> | undefined
  return async () => {
    switch (kind()) {
      case 'autoscaler':
        return autoscalerGroups
      case 'kwok':
        return kwok
      case 'gce':
        gce ??= import('./node-groups/gce/gce.ts').then(({ gceGroups }) =>
          gceGroups({ named, mayAct: transport.mayAct }),
        )
        return gce
    }
  }
}
