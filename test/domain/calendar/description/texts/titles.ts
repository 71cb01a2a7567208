import type { Row } from './row.ts'

/** Titles, with the description before the `§`. */
export const TITLES: readonly Row[] = [
  [
    '§Data 8 (350 students)',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§Data 8 [~350 people]',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§Data 8 (300–350 students)',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§Data 8: 350 Studierende',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§Data 8 – students: 350',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§Data 8, 1,200 students',
    'students 1200',
    'remark: its title is read as `students: 1200`, since the description asks for nothing',
  ],
  [
    '§Data 8 / 350 étudiants',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§350 students',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§統計学（350名）',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  [
    '§CS 10 (lab: 30 students)',
    'lab: students 30',
    'remark: its title is read as `lab: {students: 30}`, since the description asks for nothing',
  ],
  [
    '§Data 8 (350 students, room 150)',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  ['user: 4§Data 8 (350 students)', 'user: 4'],
  [
    'Room: 101§Data 8 (350 students)',
    'students 350',
    'remark: its title is read as `students: 350`, since the description asks for nothing',
  ],
  ['§Exam (40 seats)', 'seats 40', 'remark: its title is read as `seats: 40`, since the description asks for nothing'],
  [
    '§Midterm (Wheeler, 732 seats)',
    '–',
    'remark: it is not counted; if so many are meant, `seats: 732` in the description would be right',
  ],
  [
    '§Wheeler 150: 732 seats',
    '–',
    'remark: it is not counted; if so many are meant, `seats: 732` in the description would be right',
  ],
  ['§Data 100', '–'],
  [
    '§Data 100 students Q&A',
    '–',
    'remark: it is not counted; if so many come, `students: 100` in the description would be right',
  ],
  [
    '§Biology 350 students',
    '–',
    'remark: it is not counted; if so many come, `students: 350` in the description would be right',
  ],
  ['§Room 350', '–'],
  ['§Students 2026 orientation', '–'],
  [
    '§Orientation for 2026 students',
    '–',
    'remark: it is not counted; if so many come, `students: 2026` in the description would be right',
  ],
  ['§CS 61A Lecture 12', '–'],
  ['§2nd year students meeting (30)', '–'],
]
