/** The real control plane for tests: see `startCluster`. */
export { type Api, ApiError, api, applyPatch } from './api.ts'
export type { ClusterOptions } from './boot.ts'
export { type Cluster, startCluster } from './cluster.ts'
export type { KarpenterOptions, Pool } from './karpenter.ts'
export { handsOff, kwokNode, type NodeOptions, type Taint } from './nodes.ts'
export { eventually, type PollOptions } from './poll.ts'
export { controlPlane } from './require.ts'
export { mostAllocated } from './scheduler.ts'
