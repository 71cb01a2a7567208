import { type Problem, problem } from '../../problem.ts'

/** A field of the pod that profiles gave, and who did. */
export interface FieldOrigin {
  /** `spec.containers[notebook].env[THOTH_CEPH_BUCKET]` */
  readonly field: string
  /** What was given, as a manifest would write it; of a Secret only where it is. */
  readonly value: unknown
  /** `profile "Thoth Notebooks" (profiles.yaml:41)` */
  readonly from: string
}

/** Notes who gave what while a pod is made. */
export class Trace {
  readonly origins: FieldOrigin[] = []
  readonly problems: Problem[] = []

  gave(field: string, value: unknown, from: string): void {
    this.origins.push({ field, value, from })
  }

  problem(where: string, text: string): void {
    this.problems.push(problem(where, text))
  }
}
