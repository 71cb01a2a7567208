import type { FastifyPluginAsync } from 'fastify'
import type { Outcome } from '../../domain/act/outcome.ts'
import type { Step } from '../../domain/act/step.ts'
import type { ProfilesEvent } from '../../domain/profiles/known/profiles-event.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { countLately, happened, type Lately } from '../../domain/snapshot/lately.ts'
import { type PastAction, remember } from '../../domain/snapshot/past-action.ts'
import type { Refusal, Trouble } from '../../domain/snapshot/problems.ts'
import { type Snapshot, type SnapshotInput, snapshotOf } from '../../domain/snapshot/snapshot.ts'
import { statusEvents } from '../../server/page/events.ts'
import { statusRoutes } from '../../server/page/routes.ts'

/** What the page asks for when somebody looks. */
export interface RunPageDeps {
  readonly release: SnapshotInput['release']
  readonly config: () => SnapshotInput['config']
  readonly missing: () => readonly string[]
  readonly dryRun: () => boolean
  readonly leader: () => SnapshotInput['leader']
  readonly leaderlessSinceMs: () => SnapshotInput['leaderlessSinceMs']
  readonly calendars: () => SnapshotInput['calendars']
  readonly calendarsHeardMs: SnapshotInput['calendarsHeardMs']
  readonly nodeHoursSaved: SnapshotInput['nodeHoursSaved']
  /** Epoch ms. */
  readonly now: () => number
}

/** The status page at work: it is told what happens, and keeps the latest only. */
export interface RunPage {
  readonly routes: FastifyPluginAsync
  step(step: Step): void
  outcome(outcome: Outcome): void
  runtime(event: RuntimeEvent): void
  profiles(event: ProfilesEvent): void
}

/** What nobody tells of shows this late at most: that a calendar was asked again, another leader, the time. */
const FRESH_MS = 1000
/** In a burst of decisions no more than one picture of them is made in so long: readers hear of the last one again. */
const REST_MS = 500

export function runPage({ release, calendarsHeardMs, nodeHoursSaved, now, ...ask }: RunPageDeps): RunPage {
  const events = statusEvents()
  const troubles = new Map<string, Trouble>()
  let step: Step | undefined
  let actions: readonly PastAction[] = []
  let refusal: Refusal = { errors: [], warnings: [] }
  let profiles: SnapshotInput['profiles']
  let certificateValidUntilMs: SnapshotInput['certificateValidUntilMs']
  let certificateMissingSinceMs: SnapshotInput['certificateMissingSinceMs']
  let certificateFailure: SnapshotInput['certificateFailure']
  let failedAdmissions: Lately = new Map()
  let storeFailure: SnapshotInput['storeFailure']
  let made: { readonly snapshot: Snapshot; readonly nowMs: number } | undefined

  let isStale = false

  const changed = () => {
    isStale = true
    events.changed()
  }
  /** However many look: none for nobody, and two a second at most. */
  const snapshot = (): Snapshot => {
    const nowMs = now()
    const ageMs = made ? Math.abs(nowMs - made.nowMs) : Number.POSITIVE_INFINITY
    if (made && ageMs < (isStale ? REST_MS : FRESH_MS)) {
      if (isStale) events.changed()
      return made.snapshot
    }
    isStale = false
    made = {
      nowMs,
      snapshot: snapshotOf({
        release,
        step,
        profiles,
        certificateValidUntilMs,
        certificateMissingSinceMs,
        certificateFailure,
        failedAdmissions: countLately(failedAdmissions, nowMs),
        refusal,
        troubles: [...troubles.values()],
        storeFailure,
        actions,
        calendarsHeardMs,
        nodeHoursSaved,
        config: ask.config(),
        missing: ask.missing(),
        dryRun: ask.dryRun(),
        leader: ask.leader(),
        leaderlessSinceMs: ask.leaderlessSinceMs(),
        calendars: ask.calendars(),
        nowMs,
      }),
    }
    return made.snapshot
  }

  return {
    routes: statusRoutes({ snapshot, events, isInCluster: () => ask.config()?.statusPageInCluster ?? false }),
    step: (latest) => {
      step = latest
      const { enabled, webhook } = latest.observed.config.profiles
      const isMissing = enabled && webhook.enabled && certificateValidUntilMs === undefined
      certificateMissingSinceMs = isMissing ? (certificateMissingSinceMs ?? now()) : undefined
      changed()
    },
    outcome: ({ action, effect }) => {
      actions = remember(actions, action, effect, now())
      changed()
    },
    runtime: (event) => {
      if (event.type === 'config loaded')
        refusal = { errors: event.isStored ? refusal.errors : [], warnings: event.warnings }
      if (event.type === 'config refused') refusal = { ...refusal, errors: event.errors }
      if (event.type === 'watch recovered') troubles.delete(event.resource)
      if (event.type === 'watch failed') {
        const { resource, because, kind } = event
        troubles.set(resource, { resource, because, isForbidden: kind === 'forbidden' || kind === 'unauthorized' })
      }
      if (event.type === 'calendar store failed') storeFailure = event.because
      if (event.type === 'calendar store recovered') storeFailure = undefined
      // Another one does both now, and tells it on its page.
      if (event.type === 'following') {
        storeFailure = undefined
        certificateFailure = undefined
      }
      changed()
    },
    profiles: (event) => {
      switch (event.type) {
        case 'profiles read':
          profiles = event.known
          break
        case 'certificate loaded':
          certificateValidUntilMs = event.validUntilMs
          certificateMissingSinceMs = undefined
          certificateFailure = undefined
          break
        case 'certificate step':
          certificateFailure = undefined
          break
        case 'certificate failed':
          certificateFailure = { because: event.because, atMs: now() }
          break
        case 'admission':
          if (event.admission.outcome !== 'failed') return
          failedAdmissions = happened(failedAdmissions, now())
          break
        default:
          return
      }
      changed()
    },
  }
}
