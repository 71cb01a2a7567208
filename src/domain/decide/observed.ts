import type { CalendarHealth } from '../calendar/occurrence.ts'
import type { ExamImage } from '../carried/exam-images.ts'
import type { PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Hints } from '../cluster/hints.ts'
import type { World } from '../cluster/world.ts'
import type { Timeline } from '../demand/timeline.ts'
import type { Forgotten } from '../forecast/forgotten.ts'
import type { HubView } from '../hub/view.ts'
import type { LentObjects } from '../lent/lent.ts'
import type { LentMemory } from '../lent/memory.ts'

/**
 * What the watches, the calendar and the config say now, all of it, never one event.
 *
 * It is live: its Maps change in place as events come in (copying them costs 154 events/s against 919,000), so a Step that
 * is kept shows the cluster of now beside what was decided then, at most one settle apart while the watches are heard.
 * Read it in the instant that it is given; what has to last is made of it then. What the Maps hold never changes: a node, a pod and
 * what is taken on a node are other objects when anything of them is another, so what was made of the same ones stands. Nothing is
 * kept by the identity of a Map.
 */
export interface Observed extends World, LentObjects {
  readonly timeline: Timeline
  readonly calendar: CalendarHealth
  /** Placeholder Deployments of the namespace, by name. */
  readonly deployments: ReadonlyMap<string, PlaceholderDeployment>
  /** The object that owns what we create; undefined when it is gone (uninstalled) or not known: nothing is created then. */
  readonly owner?: Owner
  /** What the cluster says beside; undefined: nobody asked it. */
  readonly hints?: Hints
  /** What the hub says of itself; undefined: nobody asked it. */
  readonly hub?: HubView
  /** Images that profiles give for an event's time; undefined: nobody reads profiles. */
  readonly exams?: readonly ExamImage[]
  /** What is lent to us is to be given back: the release goes. */
  readonly givesBack?: boolean
  /** What is stored of what is lent, as it would be read after a restart; undefined: nobody asked. */
  readonly storedLent?: LentMemory
  /** The utilization policy is switched off for the whole release, by annotation. */
  readonly isPolicyOff?: boolean
  /** What a person wants forgotten of who came. */
  readonly forgotten?: Forgotten
  /** The zone that the calendar says its times are of; undefined: it says none. */
  readonly calendarZone?: string
}

export interface Owner {
  readonly name: string
  readonly uid: string
  readonly namespace: string
}

/** The zone whose clock weekdays and half-hours are of, so that a change of clocks moves no class. */
export const weekZoneOf = ({ config, calendarZone }: Pick<Observed, 'config' | 'calendarZone'>): string =>
  config.calendar.timezone ?? calendarZone ?? 'utc'
