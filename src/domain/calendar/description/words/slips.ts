import leven from 'leven'
import type { PeopleUnit, TIMES } from '../../ask.ts'

/** The words for people that are written most, and so are misspelt most. */
const OFTEN = ['student', 'students', 'studenten', 'studierende', 'participants', 'attendees', 'people', 'estudiantes']

/** «studens», «Studnets»: a slip of one of these words, as it is folded. */
export const isSlip = (word: string): boolean => OFTEN.some((one) => isNear(one, word, Math.floor(one.length / 4)))

/** The same of all units: «seets», «nods». */
export function slipOf(word: string): PeopleUnit | undefined {
  if (isSlip(word)) return 'students'
  return (['seats', 'nodes'] as const).find((unit) => isNear(unit, word, 1))
}

/** «leedTime», «leadtiem», «lead»: as it is folded. */
export const timeSlipOf = (word: string): (typeof TIMES)[number] | undefined =>
  word === 'lead'
    ? 'leadTime'
    : word.length < 7
      ? undefined
      : (['leadTime', 'trailTime'] as const).find((time) => isTyped(time.toLowerCase(), word.replace(/[_.-]/g, '')))

/** One letter is another, or two of them changed places. */
const isTyped = (known: string, word: string): boolean =>
  isNear(known, word, 1) || (isNear(known, word, 2) && lettersOf(known) === lettersOf(word))

const lettersOf = (word: string): string => [...word].sort().join('')

function isNear(known: string, word: string, most: number): boolean {
  const allowed = Math.max(1, most)
  return leven(known, word, { maxDistance: allowed + 1 }) <= allowed
}
