import type { Row } from './row.ts'

/** As editors save it. */
export const EDITORS: readonly Row[] = [
  ['<p>Students: <b>350</b></p>', 'students 350', 'remark: «Students: 350»: read as `students: 350`'],
  ['<span>students:</span><span>350</span>', 'students 350', 'remark: «students:350»: read as `students: 350`'],
  ['<p>Students:</p><p>350</p>', 'students 350', 'remark: «Students: 350»: read as `students: 350`'],
  [
    '<table><tr><td>Students</td><td>350</td></tr></table>',
    'students 350',
    'remark: «Students 350»: read as `students: 350`',
  ],
  ['<ul><li>students: 350</li><li>lab:&nbsp;2</li></ul>', 'students 350, lab: 2'],
  [
    '<html-blob>Midterm<br>Students&nbsp;: 350</html-blob>',
    'students 350',
    'remark: «Students : 350»: read as `students: 350`',
  ],
  ['&Eacute;tudiants&nbsp;: 350', 'students 350', 'remark: «Étudiants : 350»: read as `students: 350`'],
  ['&lt;p&gt;Students:&amp;nbsp;350&lt;/p&gt;', 'students 350', 'remark: «Students: 350»: read as `students: 350`'],
  ['<s>students: 300</s> students: 350', 'students 350'],
  [
    '~~students: 300~~ students: 350',
    'students 350',
    'remark: «~~students: 300~~ students: 350»: read as `students: 350`',
  ],
  ['students: 350\\nlab: 2', 'students 350, lab: 2'],
  ['students: 1\\,200', 'students 1200', 'remark: «students: 1\\,200»: read as `students: 1200`'],
]
