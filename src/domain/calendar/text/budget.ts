/**
 * What a calendar may multiply, and how far. Whoever may write into a calendar may write anything of any length; it must
 * cost neither others' calendars nor the pod. What is beyond a limit is left out and said on the event, or the calendar
 * is refused whole, where half of it would be wrong: an event that is missing ends a class's demand.
 * The table in docs/calendars.md is these.
 */
export const MOST = {
  /** A year of a large university has 2,000. More are refused. */
  events: 20_000,
  /** VCALENDARs in one file; more are refused. */
  calendars: 100,
  /** VTIMEZONEs, of which each is looked at when an event names it; more are refused. */
  definedZones: 500,
  /** STANDARD and DAYLIGHT parts of all of them; more are refused. */
  definedChanges: 5000,
  /** Of one VTIMEZONE: the latest. The longest history that is known has 70, and begins in 1880. */
  changesOfZone: 50,
  /** Dates of one change. */
  datesOfChange: 100,
  /** TZIDs that a calendar names; all others are taken for unknown ones. */
  namedZones: 200,
  /** Characters of a TZID; Outlook's longest have 90. */
  zoneName: 200,
  /** Characters of a content line, unfolded: 5,000 dates have 85,000. */
  line: 128 * 1024,
  /** Bytes of a title. */
  title: 1024,
  /** Bytes of a UID (RFC 7986 §5.3 asks for 255); of a longer one a checksum stands for the rest. */
  uid: 255,
  /** Dates of an event's RDATE, and of its EXDATE: each day of thirteen years. */
  dates: 5000,
  /** Rules of an event: one is usual. */
  rules: 10,
  /** Characters of a rule. */
  rule: 1000,
  /** Events of one UID that are no moved occurrences of one another. */
  eventsOfUid: 1000,
  /** Occurrences of one UID that were moved or changed by hand. */
  changedOfUid: 5000,
  /** Characters of a description as an editor wrote it, with its HTML. */
  written: 16_000,
  /** Characters of a description as people read it: Google takes as many. */
  description: 8 * 1024,
  /** Its lines. */
  descriptionLines: 500,
  /** Lines of it that cannot be read and are said one by one. */
  problemsOfDescription: 20,
  /** Lines of it that count although they are written otherwise, or may have been meant to, and are said one by one. */
  remarksOfDescription: 20,
  /** Pools that one description asks. */
  pools: 50,
  /** Occurrences in a stretch of time: fifty an hour for two weeks. */
  occurrences: 20_000,
  /** What they ask, pool by pool. Every one of them is looked at whenever the calendar or the config changes. */
  asks: 10_000,
  /** Problems of one event that are said one by one. */
  problemsOfEvent: 100,
  /** Problems of one calendar that are said one by one. */
  problems: 1000,
} as const

/** What mends a calendar that is beyond what is read of one. */
export const SMALLER = 'a calendar of this term alone, or one for the hub alone, would be right'
