import { objectOf } from '../action.ts'
import type { Config } from '../config.ts'
import { type Problem, problem } from '../problem.ts'
import type { KnownProfiles } from '../profiles/known.ts'
import { withoutPodNames } from './anonymous.ts'
import type { PastAction } from './past-action.ts'
import type { SeenStep } from './seen-step.ts'

/** `bad`: we cannot see or cannot do our work. `warning`: what it names is left out, the rest works as it should. */
export interface ProblemView extends Problem {
  readonly level: 'bad' | 'warning'
}

/** The config file as it was read last: why it is refused, or what is odd in it. */
export interface Refusal {
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** A watch that fails. */
export interface Trouble {
  readonly resource: string
  readonly because: string
  /** A person has to mend it; others heal by themselves mostly. */
  readonly isForbidden: boolean
}

export interface ProblemsInput {
  readonly config: Config | undefined
  readonly step: SeenStep | undefined
  readonly profiles: KnownProfiles | undefined
  readonly refusal: Refusal
  readonly troubles: readonly Trouble[]
  readonly actions: readonly PastAction[]
}

/** Everything that a person should look at, the worst first, each once; the sentences are those of the log. */
export function problemsOf({ config, step, profiles, refusal, troubles, actions }: ProblemsInput): ProblemView[] {
  const ofProfiles = config?.profiles.enabled ? (profiles?.problems ?? []) : []
  const bad = [
    ...refusal.errors.map(({ where, text }) =>
      problem(where, `${text}; the config is refused, the last good one goes on`),
    ),
    ...staleness(step),
    ...calendarFailure(step),
    ...unwritten(actions, step),
    ...troubles.filter(({ isForbidden }) => isForbidden).map(ofWatch),
  ]
  const warnings = [
    ...(step?.decision.problems ?? []),
    ...(step?.difference.problems ?? []),
    ...(step?.steering.plan?.problems ?? []),
    ...ofProfiles.filter(({ level }) => level === 'error'),
    ...troubles.filter(({ isForbidden }) => !isForbidden).map(ofWatch),
    ...refusal.warnings,
    ...ofProfiles.filter(({ level }) => level === 'warning'),
  ]
  const views = [...viewsOf(bad, 'bad'), ...viewsOf(warnings, 'warning')]
  return [...new Map(views.toReversed().map((one) => [`${one.where}\n${one.text}`, one])).values()].toReversed()
}

const viewsOf = (problems: readonly Problem[], level: ProblemView['level']): ProblemView[] =>
  problems.map(({ where, text }) => ({ level, where, text: withoutPodNames(text) }))

const ofWatch = ({ resource, because }: Trouble): Problem => problem(`watch of ${resource}`, because)

const staleness = (step: SeenStep | undefined): Problem[] =>
  step?.observed.freshness.at === 'stale'
    ? [problem('cluster', `${step.observed.freshness.because}; room does not lower a count meanwhile`)]
    : []

/** As the log has it, with what goes on meanwhile. */
function calendarFailure(step: SeenStep | undefined): Problem[] {
  const health = step?.observed.calendar
  if (health?.at !== 'failing') return []
  const goesOn =
    health.lastGoodMs === undefined ? 'there is no good copy yet: counts do not fall' : 'the last good copy goes on'
  return [problem('calendar', `${health.because}; ${goesOn}`)]
}

/** What failed last and is still wanted. */
function unwritten(actions: readonly PastAction[], step: SeenStep | undefined): Problem[] {
  if (!step) return []
  const wanted = new Set([...step.difference.actions, ...step.steering.actions].map(objectOf))
  const latest = new Map(actions.toReversed().map((one) => [one.object, one]))
  return [...latest.values()].flatMap(({ object, result, error }) =>
    (result === 'failed' || result === 'held back') && wanted.has(object) ? [problem(object, error ?? result)] : [],
  )
}
