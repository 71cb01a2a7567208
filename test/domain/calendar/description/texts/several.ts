import type { Row } from './row.ts'

/** Several entries, and text beside one. */
export const SEVERAL: readonly Row[] = [
  ['students: 350, leadTime: 20m', 'students 350'],
  ['students: 350; user: 2', 'students 350, user: 2'],
  ['students: 350 leadTime: 20m', 'students 350'],
  ['students: 350 lab: 2 gpu: 1', 'students 350, lab: 2, gpu: 1'],
  ['students: 350 / lab: 2', 'students 350, lab: 2'],
  ['students: 350 and lab: 2', 'students 350, lab: 2'],
  [
    '350 students, 8 nodes',
    'students 350 + nodes 8',
    'remark: «350 students»: read as `students: 350`',
    'remark: «8 nodes»: read as `nodes: 8`',
  ],
  ['{user: 2, lab: 1}', 'user: 2, lab: 1'],
  ['students: 350\nstudents: 350', 'students 350'],
  [
    'students: 350\nstudents: 20',
    'students 350',
    'problem: description, `students`: it is there twice, with 350 and 20: the larger counts. One line a pool would be right',
  ],
  ['students: 350, room 150', 'students 350', 'remark: «students: 350, room 150»: read as `students: 350`'],
  ['students: 350 (Wheeler 150)', 'students 350', 'remark: «students: 350 (Wheeler 150)»: read as `students: 350`'],
  ['students: 350 in Wheeler', 'students 350', 'remark: «students: 350 in Wheeler»: read as `students: 350`'],
  ['students: 350 # the midterm', 'students 350'],
  ['students: 350\nlead time: 20 min', 'students 350', 'remark: «lead time: 20 min»: read as `leadTime: 20m`'],
  ['students: 350\nleadtime = 20 minutes', 'students 350', 'remark: «leadtime = 20 minutes»: read as `leadTime: 20m`'],
  ['students: 350\nLead-time 20m', 'students 350', 'remark: «Lead-time 20m»: read as `leadTime: 20m`'],
  [
    'students: 350\nleadTime: 20 minutes before the exam',
    'students 350',
    'remark: «leadTime: 20 minutes before the exam»: read as `leadTime: 20m`',
  ],
  [
    'students: 350\nleadTime: half an hour',
    'students 350',
    'remark: «leadTime: half an hour»: read as `leadTime: 30m`',
  ],
  ['students: 350\nleadTime: 1 h 30', 'students 350', 'remark: «leadTime: 1 h 30»: read as `leadTime: 90m`'],
  ['students: 350\nVorlauf: 20 Minuten', 'students 350', 'remark: «Vorlauf: 20 Minuten»: read as `leadTime: 20m`'],
  [
    'students: 350\nleadTime: 20',
    'students 350',
    'problem: description, `leadTime`: 20 would be seconds; are minutes meant? Write `leadTime: 20m`, or `leadTime: 20s`',
  ],
  [
    'students: 350\nleadTime: soon',
    'students 350',
    'problem: description, `leadTime`: «soon» is no duration: `leadTime: 20m` for 20 minutes would be right',
  ],
]
