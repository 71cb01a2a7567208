import { DateTime } from 'luxon'
import type { Draft } from '../../domain/trial/draft.ts'

/** What is read of a form: 8,192 characters, each of which may be nine there, and the other fields. */
export const MOST_READ = 96 * 1024
/** What is listened to: a browser that is cut off while it sends shows no answer. Beyond it is cut off. */
export const MOST_HEARD = 2 * 1024 * 1024
/** Longer than any date, time or name of a pool that means something. */
const LONGEST = 100
/** Of a title the calendar's own limit is far below it. */
const LONGEST_TITLE = 4096

/** The fields of a form, `application/x-www-form-urlencoded`. What is not there is empty. */
export function draftOf(body: string): Draft {
  const fields = new URLSearchParams(body)
  const field = (name: keyof Draft, most = LONGEST) => (fields.get(name) ?? '').slice(0, most).toWellFormed()
  return {
    title: field('title', LONGEST_TITLE),
    text: (fields.get('text') ?? '').toWellFormed(),
    date: field('date'),
    begin: field('begin'),
    end: field('end'),
    pool: field('pool'),
  }
}

/** What a form begins with: the next day, in the morning. */
export const emptyDraft = (nowMs: number, zone: string): Draft => ({
  title: '',
  text: '',
  date: DateTime.fromMillis(nowMs, { zone }).plus({ days: 1 }).toFormat('yyyy-LL-dd'),
  begin: '09:00',
  end: '10:00',
  pool: '',
})
