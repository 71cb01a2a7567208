import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Role, rolesOf } from '../../../src/domain/timetable/roles.ts'

const HEADS: Readonly<Record<Role | 'nothing', readonly string[]>> = {
  course: ['Course', 'Exam', 'Prüfung', 'Matière', 'Asignatura', 'Course number', 'Lehrveranstaltung', '授業'],
  students: ['Students', 'enrolled', 'Number of students', 'Teilnehmeranzahl', 'Inscrits', 'Anmeldungen', '人数'],
  date: ['Date', 'Prüfungsdatum', 'Fecha', 'Tag', 'Start Date', 'examDate', '日付'],
  begin: ['Begin', 'Start Time', 'von', 'Prüfungsbeginn', 'Heure de début', 'Time', 'startTime'],
  end: ['End', 'End Time', 'bis', 'Fin', 'Hora final'],
  enddate: ['End Date', 'Enddatum', 'endDate'],
  duration: ['Duration (min)', 'Dauer', 'length'],
  pool: ['Pool', 'node pool'],
  nothing: ['Room', 'Lecturer', 'Remarks', 'Building', '', '#'],
}

describe('what a column holds, by its name', () => {
  for (const [role, heads] of Object.entries(HEADS))
    it(role, () =>
      assert.deepEqual(
        heads.filter((head) => ([...rolesOf(head).keys()].join() || 'nothing') !== role),
        [],
      ),
    )
  it('one that says nothing else says it better', () => {
    assert.deepEqual([...rolesOf('Students')], [['students', 2]])
    assert.deepEqual([...rolesOf('Students of the other group')], [['students', 1]])
  })
})
