import type { NoticeKind, NotifyTarget } from '../settings/notify-target.ts'
import type { Doing } from '../snapshot/waiting/cause.ts'

/** Something that is wrong for as long as it is: it is told when it begins and when it is over. */
export interface Trouble {
  readonly kind: Exclude<NoticeKind, 'verdicts'>
  /** The same as long as it is the same, on every replica. Nothing in it is private. */
  readonly key: string
  /** Missing: it concerns no pool. */
  readonly pool?: string
  /** One sentence, for who reads nothing else. */
  readonly headline: string
  /** What belongs to it, a sentence each. */
  readonly lines: readonly string[]
  readonly doings: readonly Doing[]
  /** When it ends whether somebody mends it or not: that is not told. Epoch ms. */
  readonly passesMs?: number
  /** The address of whoever wrote the event that it is about, where the calendar names one. */
  readonly organizer?: string
}

/** What is told once, and never ends. */
export type News = Omit<Trouble, 'kind' | 'passesMs' | 'organizer'> & { readonly kind: 'verdicts' }

/** One message, before anybody knows how it is written on the wire. Plain texts: whoever writes it escapes them. */
export interface Notice {
  /** The keys of all that it is about, the same for beginning and end. Never empty. */
  readonly subjects: readonly string[]
  readonly kind: NoticeKind
  readonly state: 'begun' | 'over' | 'told'
  readonly pool?: string
  readonly headline: string
  readonly lines: readonly string[]
  readonly doings: readonly Doing[]
  /** When it was found, and since when it has lasted. Epoch ms. */
  readonly atMs: number
  readonly sinceMs: number
  /** What concerns each organizer's own events. */
  readonly organizers?: readonly OrganizerLines[]
}

export interface OrganizerLines {
  readonly address: string
  readonly lines: readonly string[]
}

/** Whether a target is to be told of it. What concerns no pool concerns all of them. */
export const isFor = ({ kinds, pools }: NotifyTarget, { kind, pool }: Notice): boolean =>
  kinds.includes(kind) && (pool === undefined || pools === undefined || pools.includes(pool))
