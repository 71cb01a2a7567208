import type { Row } from './row.ts'

/** Mistakes, and what may mean two things: nothing counts, and what would be right is said. */
export const WRONG: readonly Row[] = [
  [
    'students:',
    '–',
    'remark: «students:»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'students: lots',
    '–',
    'remark: «students: lots»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'students: TBD',
    '–',
    'remark: «students: TBD»: it names no number of students; if it is to count, `students: N`, with the number for N, would be right',
  ],
  [
    'students: 1.5',
    '–',
    'problem: description, `students`: «students: 1.5»: 1.5 is no whole number of 0 or more: `students: 2` would be right',
  ],
  [
    'students: 3,50',
    '–',
    'problem: description, `students`: «students: 3,50»: 3.5 is no whole number of 0 or more: write a whole number, such as `students: N`',
  ],
  [
    'students: -350',
    '–',
    'problem: description, `students`: «students: -350»: -350 is no whole number of 0 or more: `students: 350` would be right',
  ],
  [
    'students: 350/400',
    '–',
    'problem: description, `students`: «students: 350/400»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 300 + 50',
    '–',
    'problem: description, `students`: «students: 300 + 50»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 350 not coming',
    '–',
    'problem: description, `students`: «students: 350 not coming»: it is not understood: `students: 350` would be right',
  ],
  [
    'students: 350 (cancelled)',
    '–',
    'problem: description, `students`: «students: 350 (cancelled)»: it is not understood: `students: 350` would be right',
  ],
  [
    'students: 350, 20 remote',
    '–',
    'problem: description, `students`: «students: 350, 20 remote»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 350 and 20',
    '–',
    'problem: description, `students`: «students: 350 and 20»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 9:30',
    '–',
    'problem: description, `students`: «students: 9:30»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 12.05.2026',
    '–',
    'problem: description, `students`: «students: 12.05.2026»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 50%',
    '–',
    'problem: description, `students`: «students: 50%»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 10 EUR',
    '–',
    'problem: description, `students`: «students: 10 EUR»: it is not understood: `students: N`, with the number for N, would be right',
  ],
  [
    'students: 1000000',
    '–',
    'problem: description, `students`: «students: 1000000»: 1000000 is more than any cluster has: write a whole number, such as `students: N`',
  ],
  [
    'studens: 350',
    '–',
    'problem: «studens: 350»: no pool is called so; `students: 350` would be right where so many come',
  ],
  ['users: 350', '–', 'problem: «users: 350»: no pool is called so; `students: 350` would be right where so many come'],
  [
    'Enrollment: 350',
    '–',
    'problem: «Enrollment: 350»: no pool is called so; `students: 350` would be right where so many come',
  ],
  [
    'Class size: 350',
    '–',
    'remark: «Class size: 350»: it is not counted; if so many come, `students: 350` would be right',
  ],
  [
    'graduate students: 20',
    '–',
    'remark: «graduate students: 20»: it is not counted; if so many come, `students: 20` would be right',
  ],
  [
    'Midterm: 350 students',
    '–',
    'remark: «Midterm: 350 students»: `Midterm` is no pool, so it is not counted; if it is to, `students: 350` would be right',
  ],
  [
    'Data 8: 350 students',
    '–',
    'remark: «Data 8: 350 students»: if so many come, `students: 350` on a line of its own would be right',
  ],
  [
    '350',
    '–',
    'problem: description, `350`: a number alone may be anything: `students: 350` would be right where so many people come',
  ],
  [
    '# students: 350',
    '–',
    'remark: «# students: 350»: a line that begins with # is a comment; without it `students: 350` would count',
  ],
  [
    'Student: 30361',
    '–',
    'problem: description, `students`: «Student: 30361»: it may be another number; if 30361 people are meant, `students: 30361` would be right',
  ],
  [
    'nodes: 3,000',
    '–',
    'problem: description, `nodes`: «nodes: 3,000»: 3000 nodes are many: if that is meant, `nodes: 3000` would be right',
  ],
  [
    '3000 nodes',
    '–',
    'problem: description: it may be another number; if 3000 nodes are meant, `nodes: 3000` would be right',
  ],
]
