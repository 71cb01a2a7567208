import { fc } from '../../../support/properties.ts'

/** Lines as people write them: a unit or a pool, a number, and what hands, keyboards and editors make of both. */

const UNIT_KEYS =
  `students Students STUDENTS seats Seats nodes Nodes people Participants attendees Studierende Studenten
  Student:innen Teilnehmer étudiants Étudiants personnes estudiantes alumnos studenti partecipanti estudantes alunos pessoas
  studenten deelnemers studenci uczestnicy studenti účastníci studenter opiskelijaa öğrenci студенты 学生 参加者 受講者
  学生数 人数 학생 참가자 iscritti นักศึกษา`.split(/\s+/)
const NOUNS =
  `students people participants attendees seats Studierende Studenten Personen Teilnehmende étudiants personnes
  estudiantes personas studenti persone estudantes pessoas studenten deelnemers mensen studentów osób studentů lidí 名 人 명
  nodes`.split(/\s+/)
const POOLS = 'user lab User LAB gpu'.split(' ')
const SEPARATORS = [':', ': ', ' : ', '：', ':\u00a0', '=', ' = ', ' - ', ' – ', ' → ', '... ', ' ', '\t', ': : ', '']
const ABOUT =
  `~ ≈ about|approx.|ca.|circa|max.|up to|at most|around|some|etwa|ungefähr|bis zu|environ|jusqu’à|aproximadamente|
  hasta|fino a|cerca de|até|ongeveer|około|asi|約|约`.split(/[|\n]\s*/)
const BEFORE = [
  '',
  '',
  '',
  '- ',
  '• ',
  '* ',
  '– ',
  '1. ',
  '☑ ',
  '> ',
  '👥 ',
  '"',
  '“',
  '(',
  '[',
  '**',
  '\u200f',
  '\ufeff',
  '  ',
  '=== ',
]
const AFTER = [
  '',
  '',
  '',
  '.',
  '!',
  '?',
  ';',
  ',',
  ' 🎓',
  '"',
  '”',
  ')',
  ']',
  '**',
  '\u200f',
  ' ',
  ' (online)',
  ' # note',
  ' TBC',
  ' ===',
]
const WORDS =
  `twelve twenty-five a|hundred fünfundzwanzig vingt-cinq veinticinco venticinque vinte|e|cinco vijfentwintig
  dwadzieścia|pięć dvacet|pět 三百五十`
    .split(/\s+/)
    .map((one) => one.replaceAll('|', ' '))
const NO_NUMBERS = ['many', 'lots', 'TBD', '?', 'viele', 'see list', 'about the usual']

const size = fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 600 }) }, fc.integer({ min: 0, max: 200_000 }))
const digits = size.chain((value) => {
  const grouped = (mark: string) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, mark)
  return fc.constantFrom(
    ...[`${value}`, grouped(','), grouped('.'), grouped(' '), grouped('\u00a0'), grouped('’'), grouped('_')],
    ...[`${value}.5`, `-${value}`, `${value}-${value + 50}`, `${value + 50}-${value}`, `${value}–${value + 10}`],
    ...[
      `${value} to ${value + 10}`,
      `${value}+`,
      `${value}%`,
      `${value}k`,
      `0${value}`,
      `${value}/${value}`,
      `#${value}`,
    ],
    String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    String(value).replaceAll(/\d/g, (digit) => `${digit}\ufe0f\u20e3`),
    String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x630)),
  )
})
const number = fc.oneof({ weight: 6, arbitrary: digits }, fc.constantFrom(...WORDS))
const some = fc
  .tuple(fc.option(fc.constantFrom(...ABOUT), { nil: undefined, freq: 3 }), number)
  .map(([about, written]) => (about === undefined ? written : `${about} ${written}`))
const amount = fc.oneof({ weight: 12, arbitrary: some }, fc.constantFrom(...NO_NUMBERS))
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...UNIT_KEYS) },
  fc.constantFrom(...POOLS),
  fc.tuple(fc.constantFrom(...POOLS), fc.constantFrom(...UNIT_KEYS)).map((both) => both.join(' ')),
)
const noun = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom(...NOUNS).map((one) => ` ${one}`),
)

/** Two words without anything between them are another one, and `lab350` is a pool of its own. */
const glue = (name: string, many: string) => (/^\d/.test(many) && !POOLS.includes(name) ? '' : ' ')

/** `students: 350` in every dress. */
const keyed = fc
  .tuple(key, fc.constantFrom(...SEPARATORS), amount, noun)
  .map(([name, separator, many, what]) => `${name}${separator || glue(name, many)}${many}${what}`)
/** `students;350`: another key than that of the colon. */
const slipped = fc
  .oneof(
    fc.tuple(fc.constantFrom(...UNIT_KEYS), fc.constantFrom(...';.,/_')),
    fc.tuple(fc.constantFrom(...POOLS), fc.constantFrom(...';,')),
  )
  .chain((parts) => size.map((many) => [...parts, many].join('')))
/** `350 students`. */
const bare = fc.tuple(some, fc.constantFrom(...NOUNS)).map(([many, what]) => `${many} ${what}`)
/** `lab: {students: 350}`. */
const braced = fc
  .tuple(fc.constantFrom(...POOLS), fc.constantFrom(...UNIT_KEYS), fc.constantFrom(': ', ':', '=', ' '), amount)
  .map(([pool, unit, separator, many]) => `${pool}: {${unit}${separator}${many}}`)

const NEARLY = ['studnets', 'Stduents', 'studens', 'Enrollment', 'Headcount', 'users', 'capacity']
const NAMED = ['pool lab', 'lab pool', 'in lab', 'in the pool gpu', 'node pool user', 'for gpu']
/** A slip of a word, a word that is asked about, or a pool that is named as one, before a colon and a number. */
export const nearly = fc
  .tuple(
    fc.constantFrom(...BEFORE),
    fc.constantFrom(...NEARLY, ...NAMED),
    fc.constantFrom(':', ': ', ' : ', '=', ' = '),
    size,
  )
  .map((parts) => parts.join(''))

/** A line that begins with a unit, a pool, or a number and its unit. */
export const line = fc
  .tuple(
    fc.constantFrom(...BEFORE),
    fc.oneof({ weight: 4, arbitrary: keyed }, bare, braced, slipped),
    fc.constantFrom(...AFTER),
  )
  .map((parts) => parts.join(''))

/** A number that is told as such: neither a date, nor a sum, nor one that another stands beside. */
export const plainNumber = fc.integer({ min: 1, max: 4000 })
