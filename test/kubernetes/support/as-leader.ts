import { type LeaderTransport, leaderTransport } from '../../../src/kubernetes/leader-transport.ts'
import type { Transport } from '../../../src/kubernetes/transport.ts'

/** Of a replica that leads throughout. */
export const asLeader = (transport: Transport): LeaderTransport => leaderTransport(transport, () => true)
