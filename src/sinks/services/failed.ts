import { type Attempt, describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'

/** The ConfigMap of a template. */
export interface TemplateSource {
  readonly name: string
  readonly namespace: string
  readonly uid: string
}

/** Why a service is missing, as a sentence for people. */
export class ServiceError extends Error {
  /** Whose template is wrong, when one is. */
  readonly template: TemplateSource | undefined
  constructor(because: string, template?: TemplateSource) {
    super(because)
    this.template = template
  }
}

/** Turns what an API call rejects with into the reason for a missing service. */
export const failedTo =
  (attempt: Attempt) =>
  (error: unknown): never => {
    throw new ServiceError(describeApiError(error, attempt))
  }

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiError && error.status === status

/** For `catch`: what is not there is undefined, not an error. */
export const orMissing = (error: unknown): undefined => {
  if (isStatus(error, 404)) return undefined
  throw error
}
