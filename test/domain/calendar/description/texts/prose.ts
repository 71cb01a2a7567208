import type { Row } from './row.ts'

/** Text that asks for nothing: at most it is asked about. */
export const PROSE: readonly Row[] = [
  [
    'Students should bring laptops',
    '–',
    'remark: «Students should bring laptops»: it is not counted; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'Students: please bring laptops',
    '–',
    'remark: «Students: please bring laptops»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'Students: read chapter 5 before class',
    '–',
    'remark: «Students: read chapter 5 before class»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'Students with DSP arrive 10 minutes early',
    '–',
    'remark: «Students with DSP arrive 10 minutes early»: it is not counted; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'students 2026 orientation',
    '–',
    'remark: «students 2026 orientation»: it is not counted; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'Students 2026',
    '–',
    'remark: «Students 2026»: it is not counted; if so many come, `students: 2026` would be right',
  ],
  ['Office hours for students: Tue 10:00', '–'],
  [
    'Participants: see list',
    '–',
    'remark: «Participants: see list»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'Participants: Ada, Bob and 3 others',
    '–',
    'remark: «Participants: Ada, Bob and 3 others»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'Participants: 2-3 per group',
    '–',
    'problem: description, `students`: «Participants: 2-3 per group»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    '4 students per group',
    '–',
    'remark: «4 students per group»: it is not counted; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'There will be 350 students in Wheeler, 20 of them remote',
    '–',
    'remark: «There will be 350 students in Wheeler, 20 of them remote»: if so many come, `students: 350` on a line of its own would be right',
  ],
  [
    '12 students need extra time',
    '–',
    'remark: «12 students need extra time»: it is not counted; if so many come, `students: 12` would be right',
  ],
  [
    'Up to 300 participants can join',
    '–',
    'remark: «Up to 300 participants can join»: it is not counted; if so many come, `students: 300` would be right',
  ],
  ['Meeting ID: 912 3456 7890', '–'],
  ['Passcode: 123456', '–'],
  ['+1 669 900 6833 US (San Jose)', '–'],
  ['Room: 101', '–'],
  ['Week: 3', '–'],
  ['Wheeler 150, 10:00-11:30', '–'],
  ['Tuition for students: 25 EUR', '–'],
  ['Student ID: 3036123456', '–'],
  ['Node.js workshop', '–'],
  [
    'Node: 18',
    '–',
    'problem: description, `nodes`: «Node: 18»: it may be another number; if 18 nodes are meant, `nodes: 18` would be right',
  ],
  [
    'We cover trees with 3 nodes.',
    '–',
    'remark: «We cover trees with 3 nodes.»: if so many are meant, `nodes: 3` on a line of its own would be right',
  ],
  ['Contact person: Ada (x350)', '–'],
  ['Recording: yes', '–'],
  ['Version: 1.5', '–'],
  ['Lab report due: 3', '–'],
  [
    'Studierende bringen 2 Stifte mit',
    '–',
    'remark: «Studierende bringen 2 Stifte mit»: it is not counted; if it is to count, `students: N`, with the number for N, would be right',
  ],
  ['Sprechstunde für Studierende: Di 10:00', '–'],
  [
    'Étudiants : apporter 2 stylos',
    '–',
    'remark: «Étudiants : apporter 2 stylos»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  ['学生は2本のペンを持参', '–'],
  ['第3回 350教室', '–'],
]
