/** Letters that are no plain letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ı: 'i',
}

/**
 * A word as words are compared: small letters, without accents. `Étudiants` and `etudiants` are one, and so are
 * `Students` and `STUDENTS`. Hangul, kana and the like keep their marks: those make other words.
 */
export const folded = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .replace(/[ßłøæœđı]/g, (letter) => LETTERS[letter] ?? letter)

/**
 * Words that mean women and men, as the languages abbreviate them: `Student:innen`, `Schüler*innen`, `étudiant·e·s`,
 * `alumnos/as`, `alumn@s`, `aluno(a)s`. A colon or a slash in them divides nothing.
 */
export const withoutInclusion = (text: string): string =>
  text
    .replace(/(student|schüler|schueler|teilnehmer|hörer|nutzer)[:*_/]-?innen/gi, '$1innen')
    .replace(/(étudiant|etudiant|participant|inscrit|apprenant)[·.•(/-]e[·.•)/-]{0,2}(s?)\)?(?!\p{L})/giu, '$1$2')
    .replace(/(alumno|aluno|estudiante|participante)(s?)[/(]-?(?:[ao]s?|s)\)?(?!\p{L})s?/giu, '$1s')
    .replace(/(student|pupil|seat|node|participant|attendee|person)\(s\)/gi, '$1s')
    .replace(/alumn[@x]s/gi, 'alumnos')
