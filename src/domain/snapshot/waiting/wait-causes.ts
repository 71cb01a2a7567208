import type { Step } from '../../act/step.ts'
import { sayTitles } from '../../calendar/event-name.ts'
import type { Pod } from '../../cluster/pod.ts'
import { poolOfPending } from '../../cluster/pool.ts'
import type { PoolDecision } from '../../decide/decision.ts'
import { sayDuration } from '../../duration.ts'
import { sayRefusal } from '../../fit/refused.ts'
import { sayTime } from '../../instant.ts'
import { holderNamed } from '../../lent/lent.ts'
import { sayCount } from '../../say.ts'
import { isOwnUserRefused } from '../../settings/own-user.ts'
import { mayTakePlaces } from '../../target/giving-way.ts'
import type { Cause, CauseKind, Doing } from './cause.ts'
import type { ClassNow } from './classes-now.ts'
import {
  hold,
  letClusterChoose,
  letUsersPreempt,
  type Place,
  raiseMaximum,
  raiseQuota,
  readEvents,
  unpause,
  watchNodes,
} from './doing.ts'
import type { PoolWait } from './waits.ts'

export interface WaitCausesInput {
  readonly step: Step
  readonly waits: readonly PoolWait[]
  readonly classes: readonly ClassNow[]
  readonly place: Place
  readonly dryRun: boolean
  readonly nowMs: number
}

/** Why people wait for a node, pool by pool: what holds us back first, then who gives none, then what nobody announced. */
export const waitCauses = (input: WaitCausesInput): Cause[] =>
  input.waits.flatMap((wait) => {
    const decided = wait.pool === undefined ? undefined : input.step.decision.pools.get(wait.pool)
    if (!decided) return [ofNoPool(input)]
    const one = { ...input, wait, decided }
    const causes = [heldBack(one), givenNone(one), ...beside(one), unannounced(one)].flat()
    return causes.length > 0 ? causes : [otherwise(one)]
  })

interface OnePool extends WaitCausesInput {
  readonly wait: PoolWait
  readonly decided: PoolDecision
}

const causeOf = ({ decided: { pool } }: OnePool, kind: CauseKind, text: string, doing: Doing): Cause => ({
  kind,
  pool,
  text,
  doing,
})

const ofNoPool = ({ place }: WaitCausesInput): Cause => ({
  kind: 'silence',
  text: 'which pool they wait for nobody can tell: their pods select no node of one pool alone, and there is no defaultPool for them',
  doing: readEvents(place.namespace),
})

function heldBack(one: OnePool): Cause[] {
  const { dryRun, decided, place } = one
  if (dryRun) {
    const doing = { text: 'let it write (values)', copy: 'dryRun: false' }
    return [causeOf(one, 'dry run', 'it is a dry run: nothing is written', doing)]
  }
  if (decided.paused === undefined) return []
  return [causeOf(one, 'paused', `the pool is paused ${decided.paused}`, unpause(decided.pool, place))]
}

/** Who would have to give a node or a pod, and does not. */
function givenNone(one: OnePool): Cause[] {
  const { decided, step, place } = one
  const { refusal, pool } = decided
  const cannotCreate = holderNamed(step.observed, pool)?.cannotCreate
  return [
    ...(refusal?.isFinal ? [causeOf(one, 'refused', sayRefusal(refusal), raiseMaximum(refusal.by))] : []),
    ...(cannotCreate === undefined
      ? []
      : [
          causeOf(
            one,
            'quota',
            `placeholder pods cannot be created: ${cannotCreate}`,
            isOwnUserRefused(cannotCreate) ? letClusterChoose : raiseQuota(place.namespace),
          ),
        ]),
  ]
}

/** Warm room that is there, and that they cannot have. */
function beside(one: OnePool): Cause[] {
  const { decided, step } = one
  const { bound, priority } = decided.placeholders
  if (bound === 0) return []
  const { config, pods } = step.observed
  const own = [...pods.pendingUsers.values()].filter((pod: Pod) => poolOfPending(pod, config) === decided.pool)
  if (own.every((pod) => mayTakePlaces(pod, priority))) return []
  const text = `users cannot take the place of ${sayCount(bound, 'placeholder')} on nodes: their priority is too low, or does not preempt`
  return [causeOf(one, 'cannot preempt', text, letUsersPreempt)]
}

/** So many more than announced may come by chance. */
const CHANCE = 1.1

function unannounced(one: OnePool): Cause[] {
  const { classes, decided, wait, place, step } = one
  const own = classes.filter(({ pool }) => pool === decided.pool)
  const larger = own.filter(({ announced, came }) => announced > 0 && came > CHANCE * announced)
  if (larger.length > 0) {
    const [{ came = 0 } = {}] = larger
    const text = `more came than ${sayTitles(larger.map(({ title }) => title))} announced: write the number that comes, at least ${came}, into the event`
    return [causeOf(one, 'more came', text, hold(decided.pool, wait.people, place, 'hold room for those who wait'))]
  }
  const isAsked = decided.people.some(({ events }) => events.length > 0) || decided.demand.from === 'calendar'
  if (own.length > 0 || isAsked) return []
  const { calendar } = step.observed
  const text =
    calendar.at === 'failing'
      ? `no event of the last good copy announces them, and the calendar cannot be read: ${calendar.because}`
      : 'no event announces them'
  return [causeOf(one, 'not announced', text, hold(decided.pool, wait.people, place, 'hold room, and write the event'))]
}

/** Nothing keeps nodes away, as far as anybody says. */
function otherwise(one: OnePool): Cause {
  const { wait, decided, step, place, nowMs } = one
  const { config } = step.observed
  const { coming } = wait
  const zone = config.calendar.timezone ?? 'utc'
  const usual = sayDuration(decided.leadTime.ms)
  const nodes = watchNodes(config.pools.get(decided.pool)?.nodeSelector ?? {})
  if (coming?.isLate) return causeOf(one, 'late', `nodes boot, and take longer than the usual ${usual}`, nodes)
  if (coming && wait.isServed) return causeOf(one, 'booting', `nodes boot, which takes about ${usual}`, nodes)
  if (coming)
    return causeOf(
      one,
      'too few',
      'the nodes that boot are too few for all of them',
      hold(decided.pool, wait.people, place, 'hold room for all of them'),
    )
  const { refusal, placeholders } = decided
  const sinceMs = placeholders.unschedulableSinceMs
  const since = sinceMs === undefined ? '' : ` since ${sayTime(sinceMs, nowMs, zone)}`
  const why = refusal ? `; ${sayRefusal(refusal)}` : ''
  const text = `no node came${since}, and no autoscaler says why: is the pool at its maximum?${why}`
  return causeOf(one, 'silence', text, readEvents(place.namespace))
}
