import type { World } from '../cluster/world.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import type { Timeline } from '../demand/timeline.ts'
import { type Problem, problem } from '../problem.ts'
import type { PoolConfig } from '../settings/config.ts'
import { comingTo } from './coming.ts'
import { type GoingInput, goingFrom } from './going.ts'
import { classLimits, startTimeoutProblems } from './limits.ts'
import type { PoolHub } from './pool-hub.ts'
import { unaskedProblems } from './unasked.ts'
import { type HubView, NO_HUB } from './view.ts'

/** What a hub says at one instant, beside the pods. */
export interface HubNow {
  of(pool: PoolConfig, of: Pick<GoingInput, 'rooms' | 'users' | 'leadMs'>): PoolHub
  readonly problems: readonly Problem[]
  /** Of these what is of events. */
  readonly classes: readonly Problem[]
  /** When more of those who start count. Epoch ms; undefined: all do. */
  readonly revisitAt: number | undefined
}

export interface HubNowInput {
  readonly world: World
  /** undefined: nobody asks one. */
  readonly hub: HubView | undefined
  /** As the calendar has it. */
  readonly timeline: Timeline
  readonly leads: ReadonlyMap<string, LeadTime>
  readonly nowMs: number
}

export function hubNow({ world, hub = NO_HUB, timeline, leads, nowMs }: HubNowInput): HubNow {
  const { config } = world
  const classes = classLimits({ timeline, config, nowMs })
  const coming = comingTo(world, hub, nowMs)
  return {
    of({ name }, of) {
      const { seats, revisitAt } = goingFrom({ world, hub, ...of, nowMs })
      return { coming: coming.byPool.get(name) ?? 0, going: seats, revisitAt }
    },
    problems: [
      ...unaskedProblems(hub, config.hub),
      ...lostProblems(coming.lost),
      ...startTimeoutProblems(leads, config.hub),
      ...classes,
    ],
    classes,
    revisitAt: coming.revisitAt,
  }
}

const lostProblems = (lost: number): Problem[] =>
  lost === 0
    ? []
    : [
        problem(
          'hub.pool',
          'servers start at the hub, and nobody can tell in which pool: they count once their pods are there; say hub.pool, and hub.profiles where profiles have pools of their own',
        ),
      ]
