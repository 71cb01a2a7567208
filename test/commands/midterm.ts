import { ics, vevent } from '../domain/calendar/support.ts'

/** A small calendar: a midterm in Berlin, what asks nothing, a whole day, and an event that is broken. */
export const MIDTERM = ics(
  vevent(
    'UID:m\nSUMMARY:Midterm\nDTSTART;TZID=Europe/Berlin:20260324T090000\nDTEND;TZID=Europe/Berlin:20260324T100000\nDESCRIPTION:user: 2',
  ),
  vevent('UID:l\nSUMMARY:Lunch\nDTSTART:20260324T060000Z\nDURATION:PT1H'),
  vevent('UID:w\nSUMMARY:Whole day\nDTSTART;VALUE=DATE:20260325\nDESCRIPTION:lab: 1\\nleadTime: 20m'),
  vevent('UID:b\nSUMMARY:Broken\nDTSTART:soon'),
)
