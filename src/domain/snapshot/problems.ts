import { objectOf } from '../act/action.ts'
import { problemsOfStep, type Step } from '../act/step.ts'
import { sayDuration } from '../duration.ts'
import { LEASE_TIMINGS, leaseWrites } from '../lease.ts'
import { type Problem, problem } from '../problem.ts'
import type { KnownProfiles } from '../profiles/known/known.ts'
import type { Config } from '../settings/config.ts'
import type { PastAction } from './past-action.ts'
import { callerProblems, type RefusedCallers } from './refused-callers.ts'
import { type StateTrouble, stateProblems } from './state-problems.ts'
import { type WebhookState, webhookProblems } from './webhook-problems.ts'

/** `bad`: we cannot see or cannot do our work. `warning`: what it names is left out, the rest works as it should. */
export interface ProblemView extends Problem {
  readonly level: 'bad' | 'warning'
}

/** The config file as it was read last: why it is refused, or what is odd in it. */
export interface Refusal {
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** A watch that fails, or the writing of the Lease. */
export interface Trouble {
  readonly resource: string
  readonly because: string
  /** A person has to mend it; others heal by themselves mostly. */
  readonly isForbidden: boolean
}

/** What may be wrong, as far as the process knows at one instant. */
export interface ProblemsInput extends WebhookState {
  /** undefined: none yet. */
  readonly config: Config | undefined
  /** The latest one; undefined before the first. */
  readonly step: Step | undefined
  /** Since when nobody holds a Lease that counts. Epoch ms; undefined: somebody does, or there is no election. */
  readonly leaderlessSinceMs: number | undefined
  /** undefined: not enabled, or not read yet. */
  readonly profiles: KnownProfiles | undefined
  /** What is wrong with the config file while the last good one goes on. */
  readonly refusal: Refusal
  /** Those of now. */
  readonly troubles: readonly Trouble[]
  /** Why the copy of the calendars could not be kept; undefined: it could, or there was nothing to keep. */
  readonly storeFailure: string | undefined
  /** What of the state for a restart is not kept. */
  readonly state: StateTrouble
  /** By how much our clock is ahead of the API server's, where that matters. */
  readonly clockAheadMs: number | undefined
  /** Why targets of `notify` cannot be told, by their name. */
  readonly notificationFailures: Readonly<Record<string, string>>
  readonly refusedCallers: RefusedCallers
  /** The newest first. */
  readonly actions: readonly PastAction[]
  readonly nowMs: number
}

/** Everything that a person should look at, the worst first, each once; the sentences are those of the log. */
export function problemsOf(input: ProblemsInput): ProblemView[] {
  const { config, step, profiles, refusal, troubles, actions, storeFailure } = input
  const webhook = webhookProblems(input)
  const state = stateProblems(input.state)
  const ofProfiles = config?.profiles.enabled ? (profiles?.problems ?? []) : []
  const bad = [
    ...leaderless(input),
    ...refusal.errors.map(({ where, text }) =>
      problem(where, `${text}; the config is refused, the last good one goes on`),
    ),
    ...(step && !step.observed.owner ? step.difference.problems : []),
    ...staleness(step),
    ...webhook.bad,
    ...state.bad,
    ...calendarFailure(step),
    ...unwritten(actions, step),
    ...troubles.filter(({ isForbidden }) => isForbidden).map(ofTrouble),
  ]
  const warnings = [
    ...(step ? withoutWaits(step) : []),
    ...calendarOld(step),
    ...ofProfiles.filter(({ level }) => level === 'error'),
    ...troubles.filter(({ isForbidden }) => !isForbidden).map(ofTrouble),
    ...clockSkew(input),
    ...(storeFailure === undefined ? [] : [problem('calendar store', storeFailure)]),
    ...Object.entries(input.notificationFailures).map(([name, because]) => problem(`notify ${name}`, because)),
    ...state.warnings,
    ...webhook.warnings,
    ...callerProblems(input.refusedCallers, config, input.nowMs),
    ...refusal.warnings,
    ...ofProfiles.filter(({ level }) => level === 'warning'),
  ]
  const views = [...viewsOf(bad, 'bad'), ...viewsOf(warnings, 'warning')]
  return [...new Map(views.toReversed().map((one) => [`${one.where}\n${one.text}`, one])).values()].toReversed()
}

const viewsOf = (problems: readonly Problem[], level: ProblemView['level']): ProblemView[] =>
  problems.map(({ where, text }) => ({ level, where, text: withoutPodNames(text) }))

const ofTrouble = ({ resource, because }: Trouble): Problem =>
  problem(resource.startsWith(leaseWrites('')) ? resource : `watch of ${resource}`, because)

/** At a rollout and when a leader is lost the next one needs a moment. */
const LEADERLESS_MS = LEASE_TIMINGS.durationMs

function leaderless({ step, leaderlessSinceMs, nowMs }: ProblemsInput): Problem[] {
  if (!step || step.leading || leaderlessSinceMs === undefined) return []
  if (nowMs - leaderlessSinceMs < LEADERLESS_MS) return []
  return [problem('no replica leads', 'nothing is written; counts stay as they are until one can write the Lease')]
}

const staleness = (step: Step | undefined): Problem[] =>
  step?.observed.sight.at === 'stale'
    ? [problem('cluster', `${step.observed.sight.because}; room does not lower a count meanwhile`)]
    : []

function clockSkew({ clockAheadMs: aheadMs }: ProblemsInput): Problem[] {
  if (aheadMs === undefined) return []
  const by = `${sayDuration(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} the API server's`
  return [problem('clock', `the clock of this machine is ${by}: events begin and end by it; set one of the two`)]
}

/** People who wait are told of by the verdict: how many, since when, and why. */
const withoutWaits = (step: Step): readonly Problem[] =>
  problemsOfStep(step).filter((one) => !step.waits.problems.includes(one))

/** As the log has it. Nobody knows which classes come. */
function calendarFailure(step: Step | undefined): Problem[] {
  const health = step?.observed.calendar
  if (health?.at !== 'failing' || health.lastGoodMs !== undefined) return []
  return [problem('calendar', `${health.because}; there is no good copy yet: counts do not fall`)]
}

/** What was announced until then is served; what was written since is not known. */
function calendarOld(step: Step | undefined): Problem[] {
  const health = step?.observed.calendar
  if (health?.at !== 'failing' || health.lastGoodMs === undefined) return []
  return [problem('calendar', `${health.because}; the last good copy goes on`)]
}

/** What failed last and is still wanted. */
function unwritten(actions: readonly PastAction[], step: Step | undefined): Problem[] {
  if (!step) return []
  const wanted = new Set([...step.difference.actions, ...step.steering.actions].map(objectOf))
  const latest = new Map(actions.toReversed().map((one) => [one.object, one]))
  return [...latest.values()].flatMap(({ object, result, error }) =>
    (result === 'failed' || result === 'held back') && wanted.has(object) ? [problem(object, error ?? result)] : [],
  )
}

/** A user's pod bears the user's name, and the utilization policy names the one that waits. */
export const withoutPodNames = (text: string): string =>
  text.replaceAll(/\bpod [a-z0-9][-a-z0-9.]* waits/g, "a user's pod waits")
