/** Troubles of the program and around it, one at a time, told to its metrics as the program tells them. */
import type { Step } from '../../../src/domain/act/step.ts'
import { problem } from '../../../src/domain/problem.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import type { Metrics } from '../../../src/server/metrics/metrics.ts'
import { profilesMetrics } from '../../../src/server/profiles/metrics.ts'
import { apply } from '../../support/action.ts'
import { userPool } from '../../support/config.ts'
import { calendarPart, someMetrics } from '../../support/metrics/metrics.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, DAY, SECOND } from '../../support/time.ts'
import { type InputSeries, record, TICK_SECONDS } from './recording.ts'

interface Trouble {
  /** What is told when it begins. */
  readonly events?: readonly RuntimeEvent[]
  /** What is so from then on. */
  readonly world?: World
  readonly isCalendarDown?: true
  readonly problems?: number
  /** Done at each of the first ticks of it. */
  readonly again?: (told: Metrics, profiles: ReturnType<typeof profilesMetrics>) => void
  /** The process does not answer any more. */
  readonly isGone?: true
}

const WORLD: World = { config: userPool(), nodes: [node()] }
const MEASURED: RuntimeEvent = { type: 'state measured', bytes: 100, mostBytes: 700 }

/** By the alert that it raises; one that it raises beside is in the test. */
export const TROUBLES = {
  WarmseatsServersStuck: {
    world: { ...WORLD, pods: [pod({ user: 'ada', on: 'n1', phase: 'Pending', waitsFor: 'ImagePullBackOff' })] },
  },
  WarmseatsPlaceholdersPending: { world: { ...WORLD, pods: [pod({ placeholder: 'user' })] } },
  WarmseatsWritesFail: {
    again: (told) => told.outcome({ action: apply(), effect: { at: 'failed', because: 'forbidden' }, tookMs: 5 }),
  },
  WarmseatsNobodyLeads: { events: [{ type: 'following' }] },
  'WarmseatsNobodyLeads, and nobody answers': { isGone: true },
  WarmseatsViewStale: { world: { ...WORLD, sight: STALE } },
  WarmseatsConfigRefused: { events: [{ type: 'config refused', errors: [] }] },
  WarmseatsCalendarFailing: { isCalendarDown: true },
  WarmseatsStateNotKept: { events: [{ type: 'state not kept', part: 'memory', because: 'forbidden' }] },
  WarmseatsStateLarge: { events: [{ ...MEASURED, bytes: 690 }] },
  WarmseatsProblems: { problems: 2 },
  WarmseatsAdmissionsFail: {
    again: (_, tell) =>
      tell({
        type: 'admission',
        admission: { outcome: 'failed', namespace: 'hub', user: 'ada', profiles: [], warnings: [], tookMs: 5 },
      }),
  },
  WarmseatsCertificateExpires: {
    // promtool's clock begins at 0.
    again: (_, tell) => tell({ type: 'certificate loaded', validUntilMs: 6 * DAY }),
  },
} as const satisfies Readonly<Record<string, Trouble>>

/** Ten quiet minutes, and then the trouble. */
export const QUIET_MINUTES = 10

/** @param minutes how long all of it takes */
export async function troubled(
  { events = [], world = WORLD, isCalendarDown, problems = 0, again, isGone }: Trouble,
  minutes: number,
  names: ReadonlySet<string>,
): Promise<readonly InputSeries[]> {
  let isOn = false
  let nowMs = at('09:00')
  const told = someMetrics({
    now: () => nowMs,
    calendars: () => [
      calendarPart(
        isOn && isCalendarDown ? { at: 'failing', sinceMs: nowMs, because: 'x' } : { at: 'good', readMs: 0 },
      ),
    ],
  })
  const tellProfiles = profilesMetrics(told.registry)
  for (const event of [
    { type: 'leading' },
    { type: 'config loaded', pools: ['user'], warnings: [] },
    MEASURED,
  ] as const)
    told.runtime(event)
  tellProfiles({ type: 'certificate loaded', validUntilMs: 60 * DAY })
  const quiet = stepAt('09:00', WORLD)
  const bad = wrong(stepAt('09:00', world), problems)
  const start = (QUIET_MINUTES * 60) / TICK_SECONDS
  return record(told, (minutes * 60) / TICK_SECONDS, names, (tick) => {
    nowMs = at('09:00') + tick * TICK_SECONDS * SECOND
    isOn = tick >= start
    if (tick === start) for (const event of events) told.runtime(event)
    if (isOn && tick < start + 5) again?.(told, tellProfiles)
    told.step(isOn ? bad : quiet)
    return !(isOn && isGone)
  })
}

const wrong = (step: Step, count: number): Step => ({
  ...step,
  decision: {
    ...step.decision,
    problems: [...step.decision.problems, ...Array.from({ length: count }, () => problem('x', 'is wrong'))],
  },
})
