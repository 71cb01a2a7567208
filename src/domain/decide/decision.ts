import type { Announcement } from '../demand/announcement.ts'
import type { Demand } from '../demand/demand.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import type { PeopleDemand } from '../demand/people.ts'
import type { Timeline } from '../demand/timeline.ts'
import type { PoolFit } from '../fit/pool-fit.ts'
import type { Refusal } from '../fit/refused.ts'
import type { Shortfall } from '../fit/shortfalls.ts'
import type { PoolHub } from '../hub/pool-hub.ts'
import type { Pulls } from '../images/pulls.ts'
import type { Problem } from '../problem.ts'
import type { NodeRoom } from '../room/room.ts'
import type { Seat } from '../room/seat.ts'
import type { Seats } from '../room/seats.ts'
import type { Size } from '../room/size.ts'
import type { MostPlaceholders } from '../target/placeholder-limits.ts'
import type { Placeholders } from '../target/placeholders.ts'
import type { NamedVerdict } from '../verdict/verdict.ts'
import type { Asked } from './asked.ts'
import type { Memory } from './memory.ts'

/** What is wanted for one pool, and because of what. */
export interface PoolDecision extends PoolFit {
  readonly pool: string
  readonly demand: Demand
  /** What events ask in people's units; empty mostly. */
  readonly people: readonly PeopleDemand[]
  /** What a person's hand holds it at, and what the utilization policy does; missing: neither. */
  readonly atLeast?: Asked['atLeast']
  /** What `auto` stands for. */
  readonly leadTime: LeadTime
  /** What the rules give now, and what is wanted after the fall window. */
  readonly target: number
  readonly desired: number
  /** The most placeholders that it gets. */
  readonly most: MostPlaceholders
  readonly targetBecause: string
  /** One sentence for the log, the page, the annotation and the Event: why `desired`. */
  readonly because: string
  readonly rooms: readonly NodeRoom[]
  readonly placeholders: Placeholders
  /** Only where somebody asks in seats. */
  readonly seat?: Seat
  readonly seats?: Seats
  readonly size: Size
  /** What its placeholders bring to their nodes. */
  readonly carried: Pulls
  /** Classes, of now and of the coming days, that it is too small for. */
  readonly shortfalls: readonly Shortfall[]
  /** Why no node comes for its placeholders, in the words of who would know. */
  readonly refusal?: Refusal
  /** What the hub says of it beside its pods; missing: nothing. */
  readonly hub?: PoolHub
  /** A person's pause: nothing is written, `until 10:00`. */
  readonly paused?: string
}

/** The whole of a decision; execution is elsewhere. */
export interface Decision {
  readonly atMs: number
  readonly pools: ReadonlyMap<string, PoolDecision>
  readonly problems: readonly Problem[]
  /** What is worth a word, of events' lines and of classes that need more than was ever seen; nothing is wrong. */
  readonly remarks: readonly Problem[]
  /** Of the problems those of events of which the hub sends people away. */
  readonly hubLimits: readonly Problem[]
  /** Deployments whose pool left the config, by name: when each is to go. Epoch ms. */
  readonly leaving: ReadonlyMap<string, number>
  readonly announcements: readonly Announcement[]
  /** Of classes whose people have just come: each once. */
  readonly verdicts: readonly NamedVerdict[]
  readonly memory: Memory
  /** What it was decided by: with learned lead times, and open windows as they opened. */
  readonly timeline: Timeline
  /** The earliest instant at which the same observation would be decided differently; undefined: never. */
  readonly revisitAt?: number
}
