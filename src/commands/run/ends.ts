import type { Observable } from 'rxjs'
import type { Perform } from '../../../streams/act/lane.ts'
import { savedIfChanged } from '../../../streams/act/persist.ts'
import type { Fault } from '../../../streams/operators/goes-on.ts'
import type { Ends } from '../../../streams/product.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import { chosenGroups } from '../../sinks/choose-node-groups.ts'
import { nodeSink } from '../../sinks/nodes.ts'
import { perform } from '../../sinks/perform.ts'
import type { StateStore } from './state-store.ts'

export interface EndsDeps {
  readonly asLeader: LeaderTransport
  readonly state: StateStore
  readonly config: () => Config | undefined
  readonly dryRun: () => boolean
  readonly reached$: Observable<unknown>
  readonly relieved$: Observable<unknown>
  readonly doubt: (because: string) => void
  readonly onFault: (fault: Fault) => void
}

/** Where the loop touches the real cluster. */
export const ends = ({ state, reached$, relieved$, doubt, onFault, ...deps }: EndsDeps): Ends => ({
  onFault,
  perform: performer(deps),
  reached$,
  relieved$,
  onSilence: doubt,
  save: savedIfChanged(state.saveMemory),
  stateObject: state,
})

function performer({
  asLeader: transport,
  dryRun,
  ...deps
}: Omit<EndsDeps, 'state' | 'reached$' | 'relieved$' | 'doubt' | 'onFault'>): Perform {
  const config = () => {
    const inForce = deps.config()
    if (!inForce) throw new Error('there is no config yet')
    return inForce
  }
  const groups = chosenGroups({
    transport,
    kind: () => config().utilization.nodeGroups,
    named: () => config().utilization.gceGroups,
  })
  const onNodes = nodeSink({ transport, groups, kinds: () => podKindsOf(config(), undefined) })
  return perform({ transport, onNodes, dryRun })
}
