import type { Problem } from '../problem.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Ask, GivenLead } from './ask.ts'

/** What an event's description says, read without knowing the config: pools by the name written there. */
export interface Description {
  /** Pool name as written → what is asked of it. */
  readonly asks: ReadonlyMap<string, Ask>
  /** How long before its start the event counts; undefined: the pool's. */
  readonly leadTimeMs?: GivenLead
  /** How long after its end the event counts; undefined: the pool's. */
  readonly trailTimeMs?: number
  /** What a seat requests, by the pool as written; `ANY_POOL`: of all that it asks. Missing: the pools' own. */
  readonly seats?: ReadonlyMap<string, Resources>
  /** Lines that may name the class that it means, as written. Missing: none. */
  readonly classes?: readonly ClassSaid[]
  /** The class that its calendar's events mean, where they do not say. */
  readonly who?: string
  readonly problems: readonly Problem[]
  /** What is said of lines that count, or may have been meant to: no problems. Missing: nothing. */
  readonly remarks?: readonly Problem[]
  /** Lines whose meaning depends on which pools there are. Missing: none. */
  readonly perhaps?: readonly Perhaps[]
  /** What the event's title asks, where the description asks nothing. */
  readonly title?: TitleAsk
}

/** A line that may name a class of the config. */
export interface ClassSaid {
  readonly name: string
  /** The line, quoted. */
  readonly line: string
  /** It is written as documented: no prose, most likely. */
  readonly isPlain: boolean
}

export interface TitleAsk {
  readonly ask: Ask
  /** A word that may name the pool. */
  readonly pool?: string
}

/** Whether a description asks for something, whatever pools there are. */
export const mayAsk = ({ asks, perhaps = [], title }: Description): boolean =>
  asks.size > 0 || title !== undefined || perhaps.some(({ ask }) => ask !== undefined)

/** A line that may name a pool with the word it begins with. */
export interface Perhaps {
  /** The word as it is written. */
  readonly pool: string
  /** The line, short. */
  readonly line: string
  /** It looks like an entry: worth a word where the pool is nearly there, or nobody knows which there are. */
  readonly isEntry: boolean
  /** If there is such a pool. */
  readonly ask?: Ask
  /** If there is such a pool and the line cannot count: why, and what would be right. */
  readonly problem?: string
  /** The same of a line that may be prose. */
  readonly remark?: string
  /** If there is none. */
  readonly otherwise?: { readonly ask?: Ask; readonly problem?: string; readonly remark?: string }
}

/** One occurrence of a calendar event, half-open [startMs, endMs) in epoch milliseconds. */
export interface Occurrence {
  readonly uid: string
  readonly summary: string
  readonly startMs: number
  readonly endMs: number
  /** Only when it was moved: the start that its series gave it. `uid` and `originalMs ?? startMs` name an occurrence. */
  readonly originalMs?: number
  readonly allDay: boolean
  readonly description: Description
  /** The mail address of whoever wrote it, where the calendar says so. */
  readonly organizer?: string
}

/** What names an occurrence, whichever calendar it is read from. */
export const occurrenceKey = ({ uid, originalMs, startMs }: Pick<Occurrence, 'uid' | 'originalMs' | 'startMs'>) =>
  `${uid} ${originalMs ?? startMs}`

/** A problem of a calendar, with the UID of the event that it is about. */
export interface CalendarProblem extends Problem {
  readonly uid?: string
  /** Of the event; it is for whoever may tell them, and stands on no page. */
  readonly organizer?: string
}

/** What one read of a calendar gave: its occurrences that overlap [fromMs, toMs), sorted by start. */
export interface CalendarReading {
  readonly fromMs: number
  readonly toMs: number
  readonly occurrences: readonly Occurrence[]
  /** Everything found in it, each once: the file's, the events' and those of the descriptions. */
  readonly problems: readonly CalendarProblem[]
  /** What is said of events and descriptions that were read, and is no problem: each once. Missing: nothing. */
  readonly remarks?: readonly CalendarProblem[]
  /** The IANA name of the zone that the calendar says it is of (X-WR-TIMEZONE); missing: it says none that is known. */
  readonly zone?: string
}

/** How calendars are: never read, read well, or failing (with or without a last good copy to go on with). */
export type CalendarHealth =
  | { readonly at: 'none' }
  | { readonly at: 'loading' }
  | { readonly at: 'good'; readonly readMs: number }
  | {
      readonly at: 'failing'
      readonly sinceMs: number
      /** When the copy that goes on was last known to be right; undefined: there is none. */
      readonly lastGoodMs?: number
      readonly because: string
      /** Of several calendars those that fail, by name. */
      readonly which?: readonly string[]
    }

/** The calendar as streams carry it: the last good reading (an empty one when there is none) and how it is doing. */
export interface CalendarState {
  readonly health: CalendarHealth
  readonly reading: CalendarReading
}
