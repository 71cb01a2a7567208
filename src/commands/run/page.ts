import type { FastifyPluginAsync } from 'fastify'
import type { Listener } from '../../domain/act/listener.ts'
import { countLately } from '../../domain/snapshot/lately.ts'
import { type Snapshot, type SnapshotInput, snapshotOf } from '../../domain/snapshot/snapshot.ts'
import {
  NOTHING_TOLD,
  type Told,
  toldOutcome,
  toldProfiles,
  toldRuntime,
  toldStep,
} from '../../domain/snapshot/told.ts'
import type { TellRefusal } from '../../server/connections/refusal.ts'
import { statusEvents } from '../../server/page/events.ts'
import { statusRoutes } from '../../server/page/routes.ts'
import { tryRoutes } from '../../server/try/routes.ts'

/** What the page asks for when somebody looks. */
export interface RunPageDeps {
  readonly release: SnapshotInput['release']
  readonly config: () => SnapshotInput['config']
  readonly missing: () => readonly string[]
  readonly dryRun: () => boolean
  readonly onRefused: TellRefusal
  readonly leader: () => SnapshotInput['leader']
  readonly leaderlessSinceMs: () => SnapshotInput['leaderlessSinceMs']
  readonly calendars: () => SnapshotInput['calendars']
  readonly calendarsHeardMs: SnapshotInput['calendarsHeardMs']
  readonly nodeHoursSaved: SnapshotInput['nodeHoursSaved']
  /** Epoch ms. */
  readonly now: () => number
}

/** The status page at work: it is told what happens, and keeps the latest only. */
export interface RunPage extends Required<Listener> {
  readonly routes: FastifyPluginAsync
}

/** What nobody tells of shows this late at most: that a calendar was asked again, another leader, the time. */
const FRESH_MS = 1000
/** In a burst of decisions no more than one picture of them is made in so long: readers hear of the last one again. */
const REST_MS = 500

export function runPage({ release, calendarsHeardMs, nodeHoursSaved, now, ...ask }: RunPageDeps): RunPage {
  const events = statusEvents()
  let told = NOTHING_TOLD
  let made: { readonly snapshot: Snapshot; readonly nowMs: number } | undefined
  let isStale = false

  const know = (next: Told) => {
    if (next === told) return
    told = next
    isStale = true
    events.changed()
  }
  const make = (nowMs: number): Snapshot =>
    snapshotOf({
      ...told,
      troubles: [...told.troubles.values()],
      failedAdmissions: countLately(told.failedAdmissions, nowMs),
      release,
      calendarsHeardMs,
      nodeHoursSaved,
      config: ask.config(),
      missing: ask.missing(),
      dryRun: ask.dryRun(),
      leader: ask.leader(),
      leaderlessSinceMs: ask.leaderlessSinceMs(),
      calendars: ask.calendars(),
      nowMs,
    })
  /** However many look: none for nobody, and two a second at most. */
  const snapshot = (): Snapshot => {
    const nowMs = now()
    const ageMs = made ? Math.abs(nowMs - made.nowMs) : Number.POSITIVE_INFINITY
    if (made && ageMs < (isStale ? REST_MS : FRESH_MS)) {
      if (isStale) events.changed()
      return made.snapshot
    }
    isStale = false
    made = { nowMs, snapshot: make(nowMs) }
    return made.snapshot
  }

  return {
    routes: statusRoutes({
      snapshot,
      events,
      onRefused: ask.onRefused,
      isInCluster: () => ask.config()?.statusPageInCluster ?? false,
      beside: [tryRoutes({ surroundings: () => told.step, namespace: release.namespace, now })],
    }),
    step: (step) => know(toldStep(told, step, now())),
    outcome: (outcome) => know(toldOutcome(told, outcome, now())),
    runtime: (event) => know(toldRuntime(told, event)),
    profiles: (event) => know(toldProfiles(told, event, now())),
  }
}
