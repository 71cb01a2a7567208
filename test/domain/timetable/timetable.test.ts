import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readTimetable, type TimetableOptions } from '../../../src/domain/timetable/timetable.ts'
import { fc } from '../../support/properties.ts'

const HEAD = 'course,students,date,begin,end'
const ROW = 'Data 8,350,2026-03-24,09:00,11:00'

/** `Data 8 350 2026-03-24T09:00 2026-03-24T11:00`, a line an exam; a fault as `3 «Date»: why`. */
function read(text: string, options: TimetableOptions = {}): string {
  const table = readTimetable(text, options)
  if (table.at === 'wrong') return `WRONG ${table.because}`
  return [
    ...table.exams.map(({ course, students, start, end, pool }) =>
      [course, students, start, end, ...(pool ? [pool] : [])].join(' '),
    ),
    ...table.faults.map(({ line, column, because }) => `${line} ${column ? `«${column}»` : 'row'}: ${because}`),
  ].join('\n')
}

const DATA8 = 'Data 8 350 2026-03-24T09:00 2026-03-24T11:00'

const WHOLE: readonly (readonly [string, string])[] = [
  ['as documented', `${HEAD}\n${ROW}`],
  ['of Windows, with a byte order mark', `\uFEFF${HEAD}\r\n${ROW}\r\n`],
  ['of Excel with semicolons', 'course;students;date;begin;end\nData 8;350;2026-03-24;09:00;11:00'],
  ['of Excel that says so', 'sep=;\ncourse;students;date;begin;end\nData 8;350;2026-03-24;09:00;11:00'],
  ['with tabs', `${HEAD}\n${ROW}`.replaceAll(',', '\t')],
  ['with bars', `${HEAD}\n${ROW}`.replaceAll(',', ' | ')],
  ['in German', 'Prüfung;Teilnehmeranzahl;Prüfungsdatum;Beginn;Ende\nData 8;350;24.03.2026;9 Uhr;11.00'],
  [
    'in German, with a weekday and a month',
    'Fach;Anmeldungen;Datum;von;bis\nData 8;350;Di, 24. März 2026;09:00 Uhr;11:00 Uhr',
  ],
  ['in French', 'Matière,Inscrits,Date,Début,Fin\nData 8,350,24 mars 2026,9h00,11h'],
  ['in Spanish', 'Asignatura,Alumnos,Fecha,Hora de inicio,Hora final\nData 8,350,24 de marzo de 2026,9:00,11:00'],
  ['in Italian', 'Insegnamento;Iscritti;Data;Inizio;Fine\nData 8;350;24/03/2026;9.00;11.00'],
  ['in Polish', 'Przedmiot;Liczba studentów;Data;Początek;Koniec\nData 8;350;24.03.2026;9:00;11:00'],
  ['in Japanese', '授業,人数,日付,開始,終了\nData 8,350,2026年3月24日,9:00,11:00'],
  ['in American', 'Exam,Enrollment,Date,Start Time,End Time\nData 8,350,03/24/2026,9:00 AM,11:00 AM'],
  [
    'as Google exports calendars',
    'Subject,Number of students,Start Date,Start Time,End Date,End Time\nData 8,350,03/24/2026,9:00 AM,03/24/2026,11:00 AM',
  ],
  ['with times beside dates', 'Course,Students,Begin,End\nData 8,350,2026-03-24 09:00,2026-03-24T11:00'],
  ['with a range of times', 'Course,Students,Date,Time\nData 8,350,"Mar 24, 2026",9:00–11:00'],
  ['with a range in the date', 'Course,Students,Date\nData 8,350,24 March 2026 9-11 am'],
  ['with a length', 'Course,Students,Date,Begin,Duration (min)\nData 8,350,2026-03-24,09:00,120'],
  ['with a length in words', 'Course,Students,Date,Begin,Duration\nData 8,350,2026-03-24,0900,2 hours'],
  ['with numbers of Excel', 'Course,Students,Date,Begin,End\nData 8,350.0,46105,0.375,0.4583333'],
  ['with titles above and empty lines', `Exams of spring 2026,,,,\n,,,,\n\n${HEAD}\n\n${ROW}\n,,,,\n`],
  [
    'with columns of no matter, in another order',
    'Room,End,Begin,Date,Head count,Course,Course number\nWheeler,11:00,09:00,2026-03-24,350,Data 8,C8',
  ],
  [
    'with quotes and lines in cells',
    '"course","students","date","begin","end"\n"Data 8","350","2026-03-24","09:00","11:00"',
  ],
  ['with short years', 'course,students,date,begin,end\nData 8,350,24.3.26,09:00,11:00'],
]

describe('a table of exams is read', () => {
  for (const [name, text] of WHOLE) it(name, () => assert.equal(read(text), DATA8))
})

const STUDENTS: readonly (readonly [string, string])[] = [
  ['1.200', '1200'],
  ['"1,200"', '1200'],
  ['1 200', '1200'],
  ['ca. 350', '350'],
  ['300-350', '350'],
  ['350 Studierende', '350'],
]
describe('a number of students is read as in a description', () => {
  for (const [cell, students] of STUDENTS)
    it(cell, () => assert.match(read(`${HEAD}\nA,${cell},2026-03-24,09:00,11:00`), new RegExp(`^A ${students} `)))
})

const FAULTS: readonly (readonly [string, string, RegExp])[] = [
  ['no students', 'A,,2026-03-24,09:00,11:00', /^3 «students»: it is empty$/],
  ['lots of students', 'A,lots,2026-03-24,09:00,11:00', /^3 «students»: .*lots.*students: N/],
  ['half a student', 'A,1.5,2026-03-24,09:00,11:00', /^3 «students»: .*no whole number/],
  ['no course', ',3,2026-03-24,09:00,11:00', /^3 «course»: it is empty$/],
  ['no such day', 'A,3,2026-02-30,09:00,11:00', /^3 «date»: «2026-02-30»: there is no such day$/],
  ['no year', 'A,3,24.03.,09:00,11:00', /^3 «date»: .*it has no year; write it like 2026-03-24$/],
  ['no date', 'A,3,soon,09:00,11:00', /^3 «date»: «soon»: it is no date/],
  ['no begin', 'A,3,2026-03-24,,11:00', /^3 «begin»: it is empty$/],
  ['a bare hour', 'A,3,2026-03-24,9,11:00', /^3 «begin»: «9» is no time of day; write it like 09:00$/],
  ['no such hour', 'A,3,2026-03-24,09:00,25:00', /^3 «end»: «25:00» is no time of day/],
  ['no end', 'A,3,2026-03-24,09:00,', /^3 «end»: it has no end; .*--duration 2h/],
  ['an end before its begin', 'A,3,2026-03-24,09:00,08:00', /^3 «end»: it ends before it begins$/],
  [
    'a comma too many',
    'A,1,200,2026-03-24,09:00,11:00',
    /^3 row: it has 6 cells, and there are 5 columns: is a comma in one/,
  ],
  ['a total below', 'Total,1200,,,', /^3 «date»: it is empty$/],
]
describe('a row that cannot be read costs itself alone, and says its line and column', () => {
  for (const [name, row, expected] of FAULTS)
    it(name, () => {
      const [good, fault, ...more] = read(`${HEAD}\n${ROW}\n${row}`).split('\n')
      assert.equal(good, DATA8)
      assert.match(fault ?? '', expected)
      assert.deepEqual(more, [])
    })
})

describe('the order of day and month', () => {
  const dates = (...all: string[]) => `${HEAD}\n${all.map((date) => `A,3,${date},09:00,11:00`).join('\n')}`
  it('is asked about where nothing shows it', () =>
    assert.equal(
      read(dates('03/04/2026')),
      'WRONG «03/04/2026» in line 2 is 2026-04-03 if the day stands first, and 2026-03-04 if the month does: say --dates day-first or --dates month-first',
    ))
  it('is what one date shows of all', () => {
    assert.match(read(dates('03/04/2026', '24/04/2026')), /^A 3 2026-04-03T.*\nA 3 2026-04-24T/)
    assert.match(read(dates('03/04/2026', '04-24-2026')), /^A 3 2026-03-04T.*\nA 3 2026-04-24T/)
    const table = readTimetable(dates('03/04/2026', '24/04/2026'))
    assert.match(JSON.stringify(table), /dates are day-first, as «24\/04\/2026» in line 3 shows/)
  })
  it('is what a person says', () => {
    assert.match(read(dates('03/04/2026'), { order: 'day-first' }), / 2026-04-03T/)
    assert.match(read(dates('03/04/2026'), { order: 'month-first' }), / 2026-03-04T/)
    assert.match(read(dates('24/04/2026'), { order: 'month-first' }), /is no month-first date as the others are/)
  })
  it('cannot be two', () =>
    assert.match(
      read(dates('24/04/2026', '04/24/2026')),
      /^WRONG .*line 2 has its day first, and .*line 3 its month: write all dates like/,
    ))
  it('is no matter where both are the same, or dots divide them', () =>
    assert.match(read(dates('04/04/2026', '03.04.2026')), /^A 3 2026-04-04T.*\nA 3 2026-04-03T/))
})

describe('columns', () => {
  it('that are not found are asked about, with those there are', () =>
    assert.match(
      read('Modul,Plätze,Datum,Von,Bis\nA,3,2026-03-24,09:00,11:00'),
      /^WRONG no column is found for students; the columns of line 1 are «Modul», «Plätze», .*: say which with --columns students=NAME$/,
    ))
  it('that may both be it are asked about', () =>
    assert.match(
      read('Course,Students,Enrolled,Date,Begin,End\nA,3,4,2026-03-24,09:00,11:00'),
      /^WRONG the columns «Students», «Enrolled» may both hold the students: say which with --columns students=NAME$/,
    ))
  it('are those that a person names, by name or number', () => {
    const text = 'Course,Students,Enrolled,Date,Begin,End\nA,3,4,2026-03-24,09:00,11:00'
    assert.match(read(text, { columns: new Map([['students', 'enrolled']]) }), /^A 4 /)
    assert.match(read(text, { columns: new Map([['students', '2']]) }), /^A 3 /)
    assert.match(
      read(text, { columns: new Map([['students', 'Enroled']]) }),
      /^WRONG there is no column «Enroled»; the columns are/,
    )
  })
  it('may name a pool', () => assert.match(read(`${HEAD},pool\n${ROW},lab`), / lab$/))
  it('without an end the person may say how long', () =>
    assert.match(
      read('course,students,date,begin\nA,3,2026-03-24,23:00', { durationMs: 7_200_000 }),
      /T23:00 2026-03-25T01:00$/,
    ))
})

describe('what is no table', () => {
  it('empty', () => assert.equal(read('\n\n'), 'WRONG it is empty'))
  it('without rows', () => assert.match(read(HEAD), /^WRONG there is nothing below line 1/))
  it('a quote that is not closed', () => assert.match(read(`${HEAD}\n"Data 8,350`), /^WRONG it is no table .*line 2/))
  it('other text', () =>
    assert.match(read('<html><body>Sign in</body></html>'), /^WRONG no column is found for course, students, date/))
  it('rows that are the same are mentioned', () =>
    assert.match(
      JSON.stringify(readTimetable(`${HEAD}\n${ROW}\n${ROW}`)),
      /lines 2 and 3 are the same, and count each/,
    ))
})

it('whatever stands in a table, each row is an exam or a fault', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '350',
      '1.200',
      '2026-03-24',
      '03/04/2026',
      '24.3.26',
      '09:00',
      '9-11',
      '2 pm',
      'Data 8',
      '"',
      '',
      '\u202e',
    ),
    fc.string({ maxLength: 12 }),
  )
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t'), (all, delimiter) => {
      const quoted = all.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter))
      const table = readTimetable([HEAD.replaceAll(',', delimiter), ...quoted].join('\n'), { order: 'day-first' })
      if (table.at === 'wrong') return
      const filled = all.filter((row) => row.some((one) => one !== ''))
      assert.equal(table.exams.length + table.faults.length, filled.length)
      for (const { start, end } of table.exams) assert.ok(start < end, `${start} ${end}`)
    }),
  )
})
