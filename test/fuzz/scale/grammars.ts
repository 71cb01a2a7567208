import { MAX_BYTES } from '../../../streams/calendar/fetched.ts'
import { admissionGrammar } from './admission-grammar.ts'
import { CALENDAR_KNOBS, makeCalendar } from './calendar-grammar.ts'
import { configGrammar } from './config-grammar.ts'
import { descriptionGrammar } from './description-grammar.ts'
import { type Grammar, MB } from './grammar.ts'
import { memoryGrammar } from './memory-grammar.ts'
import { profilesGrammar } from './profiles-grammar.ts'
import { quantityGrammar } from './quantity-grammar.ts'
import { calendarReader } from './read-calendar.ts'

const calendarGrammar: Grammar = {
  name: 'calendar',
  knobs: CALENDAR_KNOBS,
  mostBytes: MAX_BYTES,
  keptBytes: 8 * MB,
  make: makeCalendar,
  read: calendarReader(),
}

/** What others write for us. A further grammar is a file beside these; of calendars there is the most to try. */
export const GRAMMARS: readonly Grammar[] = [
  calendarGrammar,
  calendarGrammar,
  calendarGrammar,
  descriptionGrammar,
  quantityGrammar,
  memoryGrammar,
  configGrammar,
  profilesGrammar,
  admissionGrammar,
]
