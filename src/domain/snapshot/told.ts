import type { Outcome } from '../act/outcome.ts'
import type { Step } from '../act/step.ts'
import type { ProfilesEvent } from '../profiles/known/profiles-event.ts'
import type { RuntimeEvent } from '../runtime-event.ts'
import { classOf } from './class-of.ts'
import { happened, type Lately } from './lately.ts'
import { type PastAction, remember } from './past-action.ts'
import type { Refusal, Trouble } from './problems.ts'
import { refusedAgain } from './refused-callers.ts'
import type { SnapshotInput } from './snapshot.ts'
import { NO_STATE_TROUBLE, toldState } from './state-problems.ts'

/** What a process was told and has to remember for the page: the latest only. Each `told…` is one thing more. Pure. */
export interface Told
  extends Pick<
    SnapshotInput,
    | 'step'
    | 'actions'
    | 'refusal'
    | 'storeFailure'
    | 'state'
    | 'profiles'
    | 'certificateValidUntilMs'
    | 'certificateMissingSinceMs'
    | 'certificateFailure'
    | 'clockAheadMs'
    | 'notificationFailures'
    | 'refusedCallers'
  > {
  /** By resource. */
  readonly troubles: ReadonlyMap<string, Trouble>
  readonly failedAdmissions: Lately
}

export const NOTHING_TOLD: Told = {
  step: undefined,
  actions: [],
  refusal: { errors: [], warnings: [] },
  troubles: new Map(),
  storeFailure: undefined,
  state: NO_STATE_TROUBLE,
  profiles: undefined,
  certificateValidUntilMs: undefined,
  certificateMissingSinceMs: undefined,
  certificateFailure: undefined,
  clockAheadMs: undefined,
  notificationFailures: {},
  failedAdmissions: new Map(),
  refusedCallers: new Map(),
}

export function toldStep(told: Told, step: Step, nowMs: number): Told {
  const { enabled, webhook } = step.observed.config.profiles
  const isMissing = enabled && webhook.enabled && told.certificateValidUntilMs === undefined
  return { ...told, step, certificateMissingSinceMs: isMissing ? (told.certificateMissingSinceMs ?? nowMs) : undefined }
}

export function toldOutcome(told: Told, { action, effect }: Outcome, nowMs: number): Told {
  const actions: readonly PastAction[] = remember(
    told.actions,
    action,
    effect,
    nowMs,
    classOf(action, told.step, nowMs),
  )
  return { ...told, actions }
}

export function toldRuntime(told: Told, event: RuntimeEvent): Told {
  const refusal: Refusal = told.refusal
  switch (event.type) {
    case 'config loaded':
      return { ...told, refusal: { errors: event.isStored ? refusal.errors : [], warnings: event.warnings } }
    case 'config refused':
      return { ...told, refusal: { ...refusal, errors: event.errors } }
    case 'watch failed': {
      const { resource, because, kind } = event
      const isForbidden = kind === 'forbidden' || kind === 'unauthorized'
      return { ...told, troubles: new Map([...told.troubles, [resource, { resource, because, isForbidden }]]) }
    }
    case 'watch recovered':
      return { ...told, troubles: new Map([...told.troubles].filter(([resource]) => resource !== event.resource)) }
    case 'calendar store failed':
      return { ...told, storeFailure: event.because }
    case 'calendar store recovered':
      return { ...told, storeFailure: undefined }
    case 'state cut':
    case 'state whole':
    case 'state not kept':
    case 'state kept again':
      return { ...told, state: toldState(told.state, event) }
    case 'notification failed':
      return { ...told, notificationFailures: { ...told.notificationFailures, [event.target]: event.because } }
    case 'notification works again': {
      const { [event.target]: _, ...notificationFailures } = told.notificationFailures
      return { ...told, notificationFailures }
    }
    case 'clock wrong':
      return { ...told, clockAheadMs: event.aheadMs }
    case 'clock right':
      return { ...told, clockAheadMs: undefined }
    // Another one keeps all this now, and tells it on its page.
    case 'following':
      return {
        ...told,
        storeFailure: undefined,
        state: NO_STATE_TROUBLE,
        certificateFailure: undefined,
        notificationFailures: {},
      }
    default:
      return told
  }
}

export function toldProfiles(told: Told, event: ProfilesEvent, nowMs: number): Told {
  switch (event.type) {
    case 'profiles read':
      return { ...told, profiles: event.known }
    case 'certificate loaded': {
      const { validUntilMs } = event
      const mended = { certificateMissingSinceMs: undefined, certificateFailure: undefined }
      return { ...told, certificateValidUntilMs: validUntilMs, ...mended }
    }
    case 'certificate step':
      return { ...told, certificateFailure: undefined }
    case 'certificate failed':
      return { ...told, certificateFailure: { because: event.because, atMs: nowMs } }
    case 'admission':
      if (event.admission.outcome !== 'failed') return told
      return { ...told, failedAdmissions: happened(told.failedAdmissions, nowMs) }
    case 'caller refused':
      return { ...told, refusedCallers: refusedAgain(told.refusedCallers, event.refused, nowMs) }
    default:
      return told
  }
}
