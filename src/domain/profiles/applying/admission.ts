import { z } from 'zod'
import { given } from '../../given.ts'
import { sayPath } from '../path.ts'

/**
 * What the API server asks a webhook, admission.k8s.io/v1, and what it is told. An answer never forbids by mistake: what
 * we cannot read is let through with a warning, which the person who creates the pod sees.
 */

/** As much of a request as is answered by. */
export interface AdmissionRequest {
  readonly uid: string
  readonly object: unknown
  readonly namespace: string
  /** Nothing will be created, so nothing may be. */
  readonly dryRun: boolean
}

export interface AdmissionReview {
  readonly apiVersion: 'admission.k8s.io/v1'
  readonly kind: 'AdmissionReview'
  readonly response: {
    readonly uid: string
    readonly allowed: boolean
    readonly status?: { readonly message: string }
    readonly warnings?: readonly string[]
    readonly patchType?: 'JSONPatch'
    /** base64 of RFC 6902 operations. */
    readonly patch?: string
  }
}

export interface AdmissionAnswer {
  /** RFC 6902 operations; empty: the object stays as it is. */
  readonly patch?: readonly object[]
  readonly warnings?: readonly string[]
  /** Why the object may not be created. */
  readonly refusal?: string
}

const review = z.looseObject({
  apiVersion: z.literal('admission.k8s.io/v1'),
  kind: z.literal('AdmissionReview'),
  request: z.looseObject({
    uid: z.string().min(1),
    namespace: z.string().nullish(),
    dryRun: z.boolean().nullish(),
    operation: z.string().nullish(),
    object: z.unknown().optional(),
  }),
})

/** @returns the request, or why the body is none; never throws */
export function readAdmission(body: unknown): AdmissionRequest | { readonly because: string } {
  const checked = review.safeParse(body)
  if (!checked.success) {
    const [issue] = checked.error.issues
    return { because: `not an AdmissionReview of v1: ${sayPath(issue?.path ?? [])}: ${issue?.message}` }
  }
  const { uid, namespace, dryRun, object } = checked.data.request
  return { uid, object, namespace: namespace ?? '', dryRun: dryRun === true }
}

/** The API server shows at most so many characters of one warning, and of all. */
const LONGEST_WARNING = 256
const MAX_WARNINGS = 10

/** @param encode UTF-8 to base64 */
export function answerAdmission(
  uid: string,
  { patch = [], warnings = [], refusal }: AdmissionAnswer,
  encode: (text: string) => string,
): AdmissionReview {
  const said = warnings.slice(0, MAX_WARNINGS).map((text) => shortened(`warmseats: ${text}`))
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: {
      uid,
      allowed: refusal === undefined,
      ...given({
        status: refusal === undefined ? undefined : { message: `warmseats: ${refusal}` },
        warnings: said.length > 0 ? said : undefined,
      }),
      ...(refusal === undefined && patch.length > 0
        ? { patchType: 'JSONPatch' as const, patch: encode(JSON.stringify(patch)) }
        : {}),
    },
  }
}

const shortened = (text: string): string =>
  text.length <= LONGEST_WARNING ? text : `${text.slice(0, LONGEST_WARNING - 1)}…`
