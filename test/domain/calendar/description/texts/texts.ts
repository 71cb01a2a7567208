import { EDITORS } from './editors.ts'
import { FORMS } from './forms.ts'
import { HANDS } from './hands.ts'
import { LANGUAGES } from './languages.ts'
import { NUMBERS } from './numbers.ts'
import { POOLS } from './pools.ts'
import { PROSE } from './prose.ts'
import type { Row } from './row.ts'
import { SEVERAL } from './several.ts'
import { SLIPS } from './slips.ts'
import { TITLES } from './titles.ts'
import { WRONG } from './wrong.ts'

/** Texts as people write them, by kind. */
export const TEXTS: Readonly<Record<string, readonly Row[]>> = {
  'the line': FORMS,
  'the number': NUMBERS,
  languages: LANGUAGES,
  'several on one line': SEVERAL,
  'a pool': POOLS,
  editors: EDITORS,
  mistakes: WRONG,
  slips: SLIPS,
  hands: HANDS,
  prose: PROSE,
  titles: TITLES,
}
