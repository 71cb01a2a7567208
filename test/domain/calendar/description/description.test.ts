import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readDescription } from '../../../../src/domain/calendar/description/description.ts'
import { timed } from '../../../support/cpu-time.ts'
import { answerTo } from './answer.ts'

const POOLS = ['user', 'lab', 'gpu', 'gpu-a100.v2_x', '2xlarge', 'big', 'constructor', 'toString', 'hasOwnProperty']
const answer = (text: string) => answerTo(text, { pools: POOLS })
const asks = (text: string) =>
  Object.fromEntries(Object.entries(answer(text).asks).map(([pool, ask]) => [pool, ask.integer]))
const says = (text: string) => answer(text).problems

const good: readonly [string, string, Record<string, number>][] = [
  ['one line a pool', 'user: 2\nlab: 1', { user: 2, lab: 1 }],
  ['zero counts', 'user: 0', { user: 0 }],
  ['nothing', '', {}],
  ['Windows line ends', 'user: 2\r\nlab: 1\r\n', { user: 2, lab: 1 }],
  ['old Mac line ends', 'user: 2\rlab: 1', { user: 2, lab: 1 }],
  ['comments, whole and trailing', '# for the exam\nuser: 2 # two nodes\nlab: 1\t# one', { user: 2, lab: 1 }],
  ['prose before and after', 'Midterm in room 101.\n\nuser: 2\n\nQuestions: ask Ada.', { user: 2 }],
  ['fences', '```yaml\nuser: 2\n```', { user: 2 }],
  ['document marks', '---\nuser: 2\n...', { user: 2 }],
  ['indented', '  user: 2\n\tlab: 1', { user: 2, lab: 1 }],
  ['several spaces, leading zeros', 'user:   02', { user: 2 }],
  ['quoted names', '"user": 2\n\'lab\': 1', { user: 2, lab: 1 }],
  ['names with dots, dashes, digits', 'gpu-a100.v2_x: 3\n2xlarge: 1', { 'gpu-a100.v2_x': 3, '2xlarge': 1 }],
  ['YAML on one line', '{user: 2, lab: 1}', { user: 2, lab: 1 }],
  ['code and bold marks', '`user: 2`\n**lab: 1**', { user: 2, lab: 1 }],
  ['Google HTML: br', 'user: 2<br>lab: 1', { user: 2, lab: 1 }],
  [
    'Google HTML: paragraphs and spans',
    '<p><span style="color: red">user: 2</span></p><p>lab:&nbsp;1</p>',
    { user: 2, lab: 1 },
  ],
  [
    'Outlook HTML',
    '<html><head><style>p { margin: 0 }</style></head>\n<body><div>user: 2</div>\r\n<div><br></div><div>lab: 1</div></body></html>',
    { user: 2, lab: 1 },
  ],
  ['lists of an editor', '<ul><li>user: 2</li><li>lab: 1</li></ul>', { user: 2, lab: 1 }],
  ['HTML around a pre', '<pre>user: 2\nlab: 1</pre>', { user: 2, lab: 1 }],
  ['entities', 'user&#58; 2<br/>lab&#x3A; 1<br>&quot;gpu&quot;: 3', { user: 2, lab: 1, gpu: 3 }],
  ['non-breaking and zero-width spaces', 'user:\u00a02\u200b\nlab: 1', { user: 2, lab: 1 }],
  ['typographic quotes', '“user”: 2', { user: 2 }],
  ['a link', '<a href="https://example.org/?a=1&amp;b=2">Zoom</a><br>user: 2', { user: 2 }],
  ['an HTML comment', '<!-- lab: 9 -->user: 2', { user: 2 }],
  ['Google: an html-blob', '<html-blob>user: 2<br>lab: 1</html-blob>', { user: 2, lab: 1 }],
  ['Google: bold, and a link in it', '<b>user</b>: 2<br><u></u>lab:<i> 1</i>', { user: 2, lab: 1 }],
  [
    'Outlook: a document with its type, and Word’s tags',
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">\n<HTML><BODY><P DIR=LTR><SPAN LANG="en-us">user: 2</SPAN></P><p class=MsoNormal>lab: 1<o:p></o:p></p><![if !supportLists]></BODY></HTML>',
    { user: 2, lab: 1 },
  ],
  [
    'Outlook: a Teams invitation below',
    'user: 2\n\n________________________________________________________________________________\nMicrosoft Teams meeting\nJoin on your computer: Click here to join<https://teams.microsoft.com/l/meetup-join/19%3a>\nMeeting ID: 312 456 789 01\nPasscode: 442318',
    { user: 2 },
  ],
  [
    'Zoom: an invitation above',
    'Join Zoom Meeting\nhttps://zoom.us/j/123\nPasscode: 123456\nPhone: 16699006833\n\nuser: 2',
    { user: 2 },
  ],
  ['a fence on one line', '```user: 2```', { user: 2 }],
  ['a fence with tildes', 'Before\n~~~\nuser: 2\n~~~\nafter', { user: 2 }],
  ['below a heading', 'Warmseats:\n  user: 2\n  lab: 1', { user: 2, lab: 1 }],
  ['a block after prose', 'Midterm, in all rooms:\n\nuser:\n  integer: 2\nlab: 1', { user: 2, lab: 1 }],
  ['YAML in braces over lines', '{\n  user: 2, # two\n  lab: 1\n}', { user: 2, lab: 1 }],
  ['an indented HTML block', '<div>user:</div><div>&nbsp; integer: 2</div><div>lab: 1</div>', { user: 2, lab: 1 }],
]

for (const [name, text, expected] of good) {
  it(`read: ${name}`, () => {
    assert.deepEqual(asks(text), expected)
    assert.deepEqual(says(text), [])
  })
}

for (const prose of [
  'Location: room 101',
  'Meeting at 9: bring pens',
  'Agenda:',
  'Time: 9:30',
  'Date: 2026-03-24',
  'https://zoom.us/j/123456789?pwd=1',
  'Join: https://zoom.us/j/123',
  'Passcode: x7:2',
  '123 456 789',
  '9:30 start',
  'at 9:30',
  'Room: 101 Evans Hall',
  '- bring pens',
  '* questions: to Ada',
  '[Zoom link](https://zoom.us)',
  '[Room 101]',
  'Note: user pool needs two',
  'a < b: 3 > 2',
  '9: 30',
  'Passcode: 123456',
  'PIN: 4711',
  '{not yaml at all',
]) {
  it(`prose is skipped silently: ${prose}`, () => assert.deepEqual([asks(prose), says(prose)], [{}, []]))
}

const wrong: readonly [string, RegExp][] = [
  ['lab: -1', /-1 is no whole number of 0 or more: `lab: 1` would be right/],
  ['lab: \u22121', /-1 is no whole number/],
  ['lab: –1', /-1 is no whole number of 0 or more/],
  ['lab: 1.5', /1.5 is no whole number of 0 or more: `lab: 2` would be right/],
  ['lab: true', /a yes or no is no number: `lab: N`, with the number for N/],
  ['lab: 3 pages', /«lab: 3 pages»: it is not understood: `lab: N`/],
  ['lab: {page: 350}', /`page: 350` is none of students, seats, nodes/],
  ['lab: {students: many}', /`students: many` names no number: `lab: \{students: N\}` would be right/],
  ['lab: {students: 1.5}', /1\.5 is no whole number of 0 or more: `lab: \{students: 2\}` would be right/],
  ['seats: -1', /-1 is no whole number of 0 or more/],
  ['leadTime: soon', /`leadTime`: «soon» is no duration: `leadTime: 20m` for 20 minutes would be right/],
  ['leadTime: 10', /10 would be seconds; are minutes meant\? Write `leadTime: 10m`, or `leadTime: 10s`/],
  ['lab: 99999999999999999999', /more than any cluster has/],
  ['lab: 100000', /more than any cluster has/],
  ['trailTime: auto', /`trailTime`: «auto» is no duration/],
  ['lab: 0x10', /it is not understood: `lab: N`/],
  ['lab: {students: ', /names no number: `lab: \{students: N\}` would be right/],
]

for (const [line, problem] of wrong) {
  it(`reported once, its neighbours count: ${line}`, () => {
    const text = `user: 2\n${line}\n${line}\ngpu: 1`
    assert.deepEqual(asks(text), { user: 2, gpu: 1 })
    assert.equal(says(text).length, 1, says(text).join('\n'))
    assert.match(says(text)[0] ?? '', problem)
  })
}

it('a number alone: all of a description it was meant to count, among other lines it is remarked upon', () => {
  assert.match(says('350').join(), /a number alone may be anything: `students: 350` would be right/)
  assert.deepEqual([asks('350'), says('user: 2\n350')], [{}, []])
  assert.match(answer('user: 2\n350').remarks.join(), /`students: 350` would be right/)
})

it('pools that differ by case alone are each written as they are; others in any case', () => {
  const pools = ['lab', 'LAB', 'user']
  assert.deepEqual(answerTo('LAB: 2\nUSER: 1', { pools }).asks, { LAB: { integer: 2 }, user: { integer: 1 } })
  const { asks: none, problems } = answerTo('Lab: 2', { pools })
  assert.deepEqual([none, problems], [{}, ['`Lab` may be `lab` or `LAB`: write it as the pool is written']])
})

it('a pool that is there twice: the larger counts, and it is said', () => {
  assert.deepEqual(asks('user: 4\nuser: 2'), { user: 4 })
  assert.match(says('user: 4\nuser: 2').join(), /`user`: it is there twice, with 4 and 2: the larger counts/)
  assert.deepEqual(says('user: 2\nuser: 2'), [])
})

it('lead and trail time', () => {
  const { leadTimeMs, trailTimeMs, asks: pools } = readDescription('leadTime: 20m\ntrailTime: 1h30m # late\nuser: 2')
  assert.deepEqual([leadTimeMs, trailTimeMs, [...pools.keys()]], [1_200_000, 5_400_000, ['user']])
  assert.equal(readDescription('leadTime: 600').leadTimeMs, 600_000)
  assert.equal(readDescription('leadTime: auto').leadTimeMs, 'auto')
  for (const text of ['leadTime: auto\nleadTime: 5m', 'leadTime: 5m\nleadTime: auto'])
    assert.equal(readDescription(text).leadTimeMs, 300_000, 'what somebody wrote goes before what is learned')
  assert.equal('leadTimeMs' in readDescription('user: 2'), false)
})

it('keys that JavaScript knows are only names', () => {
  assert.deepEqual(asks('constructor: 2\ntoString: 1\nhasOwnProperty: 3').constructor, 2)
  assert.equal(readDescription('__proto__: 2').asks.size, 0)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  readDescription('lab: {__proto__: {polluted: 1}}')
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

for (const [name, text] of [
  ['alias bomb', `a: &a {x: 1}\n${'b: {a: *a, b: *a}\n'.repeat(50)}`],
  ['deep flow', `lab: ${'['.repeat(5000)}`],
  ['many tags', '<a '.repeat(50_000)],
  ['many open styles', '<style>'.repeat(20_000)],
  ['many parentheses', `lab: 3 ${'(a)'.repeat(300)}x`],
  ['many entities', '&#58;'.repeat(50_000)],
  ['many brackets', `[${'1,'.repeat(30_000)}`],
  ['many bad lines', 'lab: -1\n'.repeat(20_000)],
  ['one long line', `user: ${'9'.repeat(100_000)}`],
] as const) {
  it(`no text is slow or throws: ${name}`, () => {
    const { result, tookMs } = timed(() => readDescription(text))
    assert(tookMs < 500, `${tookMs} ms`)
    assert(result.problems.length <= 20)
  })
}

const people: readonly [string, Record<string, object>][] = [
  ['lab: {students: 350}', { lab: { students: 350 } }],
  ['students: 120', { '': { students: 120 } }],
  ['gpu: {seats: 40}\nbig: {nodes: 8}', { gpu: { seats: 40 }, big: { nodes: 8 } }],
  ['user: 2\nuser: {students: 30}', { user: { integer: 2, students: 30 } }],
  ['lab:\n  students: 350\n  seats: 10', { lab: { students: 350, seats: 10 } }],
  ['students: 0', { '': { students: 0 } }],
]
for (const [text, expected] of people)
  it(`people's units: ${JSON.stringify(text)}`, () => {
    const { asks: found, problems } = answer(text)
    assert.deepEqual([found, problems], [expected, []])
  })

it('lead time inside a pool is the event’s', () => {
  const { asks: found, leadTimeMs } = readDescription('lab: {students: 350, leadTime: 20m}')
  assert.deepEqual([Object.fromEntries(found), leadTimeMs], [{ lab: { students: 350 } }, 1_200_000])
})
