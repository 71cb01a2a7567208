import leven from 'leven'

/** The words for people that are written most, and so are misspelt most. */
const OFTEN = ['student', 'students', 'studenten', 'studierende', 'participants', 'attendees', 'people', 'estudiantes']

/** «studens», «Studnets»: a slip of one of these words, as it is folded. */
export const isSlip = (word: string): boolean =>
  OFTEN.some((one) => {
    const most = Math.max(1, Math.floor(one.length / 4))
    return leven(one, word, { maxDistance: most + 1 }) <= most
  })
