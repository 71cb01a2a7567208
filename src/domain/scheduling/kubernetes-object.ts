/**
 * The parts of Kubernetes objects that we read, as they stand in JSON. Everything is optional: what a watch sends is
 * somebody else's data, and a field that is missing must not stop the others.
 */
export interface RawMetadata {
  readonly name?: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly finalizers?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly RawOwner[]
  readonly managedFields?: readonly RawManagedFields[]
}

/** A ConfigMap; a Secret looks the same, its values in base64. */
export interface RawConfigMap {
  readonly metadata?: RawMetadata
  readonly data?: Readonly<Record<string, string>>
  /** Base64. */
  readonly binaryData?: Readonly<Record<string, string>>
}

export interface RawOwner {
  readonly kind?: string
  readonly name?: string
  readonly uid?: string
  readonly controller?: boolean
}

export interface RawManagedFields {
  readonly manager?: string
  readonly operation?: string
  readonly subresource?: string
  readonly time?: string
  readonly fieldsV1?: unknown
}

export interface RawCondition {
  readonly type?: string
  readonly status?: string
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
  readonly observedGeneration?: number
}

export const conditionOf = (conditions: readonly RawCondition[] | undefined, type: string): RawCondition | undefined =>
  conditions?.find((condition) => condition.type === type)
