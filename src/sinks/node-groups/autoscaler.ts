import type { NodeGroups } from './node-groups.ts'

/**
 * The cluster's own autoscaler (cluster-autoscaler, Karpenter) makes and removes nodes: cordoned empty nodes are unneeded
 * to it, and nodes that are missing are asked for by more placeholders, which is the decision's part, not an effect.
 */
export const autoscalerGroups: NodeGroups = {
  name: 'autoscaler',
  size: async () => ({ at: 'known', nodes: undefined }),
  create: async () => ({ at: 'left', because: 'placeholders ask the autoscaler for them' }),
  remove: async (nodes) =>
    nodes.map(({ name }) => ({ node: name, at: 'left', because: 'the autoscaler removes empty cordoned nodes' })),
}
