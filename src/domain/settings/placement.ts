/** Where placeholders go among the nodes of their pool, as the API has it of a pod. */
export interface Placement {
  readonly affinity: Readonly<Record<string, unknown>>
  /** Those without a `labelSelector` are of the placeholders of a pool. */
  readonly topologySpreadConstraints: readonly Readonly<Record<string, unknown>>[]
  /** Empty: Kubernetes' own. */
  readonly schedulerName: string
}
