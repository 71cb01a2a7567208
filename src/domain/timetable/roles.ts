import { folded } from '../calendar/description/words/fold.ts'

/** What a column may hold. */
export const ROLES = ['course', 'students', 'date', 'begin', 'end', 'enddate', 'duration', 'pool'] as const
export type Role = (typeof ROLES)[number]

/** The words of column names, in the languages of universities; folded. A row's first word is how it is written. */
const WORDS: Readonly<Record<Exclude<Role, 'enddate'> | 'number' | 'time', string>> = {
  course:
    'course class exam subject module title name event examination kurs veranstaltung lehrveranstaltung fach modul prufung klausur titel bezeichnung cours examen matiere titre epreuve intitule curso asignatura materia titulo evento corso insegnamento esame titolo disciplina vak cursus tentamen przedmiot egzamin predmet 科目 课程 課程 授業 과목',
  students:
    'students student enrolled enrolment enrollment registered registrations participants people attendees attendance headcount candidates candidate count size studierende studierenden studenten teilnehmer teilnehmende teilnehmerzahl anzahl anmeldungen angemeldet personen etudiants inscrits effectif effectifs estudiantes alumnos inscritos matriculados studenti iscritti partecipanti alunos aantal deelnemers studentow studentu 人数 人數 受講者数 학생수',
  date: 'date day datum tag termin jour fecha dia data giorno dag dzien 日期 日付 날짜',
  begin:
    'begin begins beginning start starts from beginn anfang von debut de inicio comienzo desde inizio dalle da inicia begintijd vanaf poczatek od 开始 開始 시작',
  end: 'end ends endtime endzeit until to finish finishes ende bis fin jusqu a final hasta fine alle termino eindtijd tot koniec do 结束 結束 終了 종료',
  duration: 'duration length minutes min dauer duree duracion durata duracao duur czas 时长 時間',
  pool: 'pool nodepool',
  // Of a course it is its own number.
  number: 'number no nummer numero nombre liczba',
  time: 'time zeit uhrzeit hour hours heure hora horario ora orario godzina tijd',
}
const KNOWN = new Map(
  Object.entries(WORDS).map(([role, words]) => [role as keyof typeof WORDS, new Set(words.split(' '))] as const),
)

/** How well a header names each role: 2 for all of its words, 1 for one of them. */
export function rolesOf(header: string): ReadonlyMap<Role, number> {
  const words = folded(header.replaceAll(/([a-z])([A-Z])/g, '$1 $2'))
    .replace(/\bend(?=dat)/, 'end ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const has = (role: keyof typeof WORDS) => words.some((word) => isOf(word, role))
  const score = words.length === 1 ? 2 : 1
  const one = (role: Role): ReadonlyMap<Role, number> => new Map([[role, score]])
  if (has('pool')) return one('pool')
  if (has('duration')) return one('duration')
  if (has('date')) return one(has('end') && !has('begin') ? 'enddate' : 'date')
  if (has('students') || (has('number') && !has('course'))) return one('students')
  if (has('end') && !has('begin')) return one('end')
  if (has('begin') || has('time')) return one('begin')
  return has('course') ? one('course') : new Map()
}

const isOf = (word: string, role: keyof typeof WORDS): boolean => {
  const own = KNOWN.get(role)
  if (own === undefined || own.has(word) || word.length < 6) return own?.has(word) ?? false
  if ([...KNOWN.values()].some((words) => words.has(word))) return false
  // «Prüfungsbeginn», «Teilnehmeranzahl»
  return [...own].some((part) => part.length >= 4 && (word.startsWith(part) || word.endsWith(part)))
}
