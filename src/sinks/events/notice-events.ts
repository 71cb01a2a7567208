import { objectOf } from '../../domain/act/action.ts'
import type { Listener } from '../../domain/act/listener.ts'
import type { Outcome } from '../../domain/act/outcome.ts'
import type { Step } from '../../domain/act/step.ts'
import type { Owner } from '../../domain/decide/observed.ts'
import { noticeOfOutcome } from '../../domain/notices/of-outcome.ts'
import { refusalStanding, standingIn, verdictsIn } from '../../domain/notices/of-step.ts'
import { changesOf, NOTHING_STANDS, type Standing, stillStanding } from '../../domain/notices/standing.ts'
import type { Problem } from '../../domain/problem.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { recorder } from './recorder.ts'
import type { LeaderEventOptions } from './write-event.ts'

/** What the last step tells of: the release's object, what is so, and whether this replica tells it. */
interface Last {
  readonly owner: Owner
  readonly standing: readonly Standing[]
  readonly isOurs: boolean
}

/**
 * Tells on the Deployments, and on the state ConfigMap for the release, what was done and what has begun or ended to be so, for
 * `kubectl describe`. Changes only; while this replica leads, and not in a dry run. Never rejects.
 */
export function noticeEvents(options: LeaderEventOptions): Listener {
  const { tell, catchUp } = recorder(options)
  const isNewCause = causes()
  let known = NOTHING_STANDS
  let errors: readonly Problem[] = []
  let last: Last | undefined

  const look = () => {
    if (!last) return
    const now = [...last.standing, ...refusalStanding(errors, last.owner)]
    if (!last.isOurs) {
      known = stillStanding(known, now)
      return
    }
    const { notices, known: next } = changesOf(known, now, options.now())
    known = next
    for (const notice of notices) void tell(notice)
  }
  return {
    step: (step) => {
      last = lastOf(step)
      look()
      if (!last?.isOurs) return
      for (const verdict of verdictsIn(step, last.owner)) void tell(verdict)
      void catchUp()
    },
    outcome: (outcome) => {
      const notice = isNewCause(outcome) ? noticeOfOutcome(outcome, last?.owner) : undefined
      if (notice) void tell(notice)
    },
    runtime: (event) => {
      const before = errors
      errors = errorsAfter(errors, event)
      if (errors !== before) look()
    },
  }
}

function lastOf(step: Step): Last | undefined {
  const { owner, config } = step.observed
  return owner && { owner, standing: standingIn(step, owner), isOurs: step.leading && !config.dryRun }
}

/** The copy of the last good config counts while the file is refused. */
function errorsAfter(errors: readonly Problem[], event: RuntimeEvent): readonly Problem[] {
  if (event.type === 'config refused') return event.errors
  return event.type === 'config loaded' && !event.isStored ? NONE : errors
}

const NONE: readonly Problem[] = []

/** Whether it is told: what fails for the same cause is, once, until it is done. */
function causes(): (outcome: Outcome) => boolean {
  const failing = new Map<string, string>()
  return ({ action, effect }) => {
    const object = objectOf(action)
    if (effect.at === 'done') failing.delete(object)
    if (effect.at !== 'failed' && effect.at !== 'held back') return true
    const cause = effect.at === 'held back' ? effect.at : effect.because
    if (failing.get(object) === cause) return false
    failing.set(object, cause)
    return true
  }
}
