import { DateTime } from 'luxon'
import type { Interval } from '../demand/interval.ts'
import { fingerprint } from '../fingerprint.ts'
import { keepingLast, oncePerObject, Remembered } from '../remembered.ts'
import type { BinCounts } from './curve.ts'

/** What came to one class: counts alone. */
export interface Occasion {
  readonly startMs: number
  /** Written in its event; 0: none. */
  readonly announced: number
  /** Its own people by bin. */
  readonly bins: BinCounts
  /** Far fewer than usual: it was cancelled, or a holiday, and says nothing of the next. */
  readonly missed?: true
}

/**
 * Classes that are the same one again: a UID, or a title at the same time of the week. Titles and UIDs are private, so their
 * fingerprints alone are remembered.
 */
export interface Series {
  readonly pool: string
  /** Fingerprint. */
  readonly uid: string
  /** Fingerprints of the title's, sorted. */
  readonly words: readonly string[]
  /** The words of the title that say that it is an exam; empty: it is none. */
  readonly exam: string
  /** 1 Monday to 7 Sunday, and the minute of the day, by the clock of the zone. */
  readonly weekday: number
  readonly minute: number
  /** The last that were learned, and the last that were missed; by start. */
  readonly occasions: readonly Occasion[]
}

/** By a key that everybody makes alike. */
export type AllSeries = Readonly<Record<string, Series>>

/** A class as it tells which series it is of. */
export type Identity = Omit<Series, 'occasions'>

/** An exam is another series than the class of the same title: more come, and come early. */
const EXAM = new Set(
  'exam midterm final quiz test review klausur prüfung examen prova parcial partiel tentamen'.split(' '),
)
const MOST_WORDS = 12
/** Of a word's fingerprint: two of a title's dozen share theirs once in a million titles. */
const WORD_DIGITS = 7
const ALIKE = 0.5
const SAME_TIME_MINUTES = 30

const wordsOf = (title: string): string[] => {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)].slice(0, MOST_WORDS)
}

type OfTitle = Pick<Identity, 'words' | 'exam'>

/** Each decision asks for those of today again. */
const titles = new Remembered<string, OfTitle>(2000)
const uids = new Remembered<string, string>(2000)

const ofTitle = (title: string): OfTitle =>
  titles.get(title, () => {
    const words = wordsOf(title)
    return {
      words: words.map((word) => fingerprint(word).slice(0, WORD_DIGITS)).sort(),
      exam: words
        .filter((word) => EXAM.has(word))
        .sort()
        .join(' '),
    }
  })

/** An interval is the same object until the calendar changes. */
const identities = oncePerObject((interval: Interval) => keepingLast((zone: string) => identify(interval, zone)))

export const identityOf = (interval: Interval, zone: string): Identity => identities(interval)(zone)

function identify({ pool, uid, summary, startMs }: Interval, zone: string): Identity {
  const at = DateTime.fromMillis(startMs, { zone })
  const { words, exam } = ofTitle(summary)
  const ofUid = uids.get(uid, () => fingerprint(uid))
  return { pool, uid: ofUid, words, exam, weekday: at.weekday, minute: at.hour * 60 + at.minute }
}

/** `user 2 09:00 9c1f…`: pool, weekday, start, and the fingerprint of the title's words. */
export const keyOf = ({ pool, weekday, minute, words }: Identity): string =>
  `${pool} ${weekday} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')} ${fingerprint(words.join(' '))}`

/**
 * The series that a class belongs to: of its UID, unless an exam; else of its weekday, within half an hour, by at least half of
 * the words of both titles. @param taken keys that are not asked: of other classes at the same time
 * @returns undefined: it is the first of its series
 */
export function seriesOf(all: AllSeries, one: Identity, taken: ReadonlySet<string> = new Set()): string | undefined {
  const alike = Object.entries(all).filter(
    ([key, other]) => !taken.has(key) && other.pool === one.pool && other.exam === one.exam,
  )
  const byUid = alike.find(([, { uid }]) => uid === one.uid)
  if (byUid) return byUid[0]
  const sameTime = alike.filter(
    ([, { weekday, minute }]) => weekday === one.weekday && Math.abs(minute - one.minute) <= SAME_TIME_MINUTES,
  )
  const [best] = sameTime
    .map(([key, { words }]) => ({ key, likeness: likeness(words, one.words) }))
    .filter((found) => found.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness || (a.key < b.key ? -1 : 1))
  return best?.key
}

/** Whether its title says that it is an exam. */
export const isExam = ({ exam }: Pick<Series, 'exam'>): boolean => exam !== ''

/** Jaccard's index. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((word) => b.includes(word)).length
  const all = a.length + b.length - both
  return all === 0 ? 1 : both / all
}

/** The same title on other weekdays: what a series without history borrows from. */
export const siblingsOf = (all: AllSeries, { pool, words }: Identity): Series[] =>
  Object.values(all).filter((other) => other.pool === pool && other.words.join(' ') === words.join(' '))
