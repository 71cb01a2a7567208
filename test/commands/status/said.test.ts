import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sayStatus } from '../../../src/commands/status/said.ts'
import { type Shown, shownIn } from '../../../src/commands/status/shown.ts'
import type { Colour } from '../../../src/terminal/paint.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { snapshotAt } from '../../support/snapshot.ts'

const SHOWN = {
  at: '2026-03-24T09:02:14Z',
  zone: 'utc',
  verdict: {
    state: 'bad',
    text: '281 people wait for a node, the longest for 2 min (since 09:00), and no node is on its way for them.',
    parts: ['"Data 8": 100 announced, 381 came'],
    causes: [
      {
        pool: 'user',
        text: 'more came than were announced',
        doing: { text: 'hold room for them', copy: 'warmseats hold user --students 281 --for 2h -n hub' },
      },
    ],
  },
  release: { identity: 'warmseats-0', version: '0.1.0' },
  leading: true,
  problems: [
    { level: 'bad', where: 'calendar', text: 'HTTP 500' },
    { level: 'warning', where: 'clock', text: 'late' },
  ],
  pools: [
    {
      name: 'user',
      desired: 5,
      because: 'a class',
      placeholders: { onNodes: 3 },
      openSeats: 12,
      users: { onNodes: 231, waiting: 281 },
      nodes: { usable: 5, booting: 2, cordoned: 1 },
      byHand: ['at least 5 until 18:00'],
      next: { at: '2026-03-25T13:30:00Z', asks: '350 students', events: ['Data 8'] },
    },
    { name: 'lab', desired: 0, placeholders: {}, openSeats: 0, users: {}, nodes: {} },
  ],
  events: [
    {
      title: 'Data 8',
      from: '2026-03-24T09:00:00Z',
      to: '2026-03-24T10:00:00Z',
      isNow: true,
      asks: [
        { pool: 'user', amount: 100, unit: 'students' },
        { pool: 'lab', amount: 0, unit: 'students', isAuto: true },
      ],
    },
  ],
  classes: [
    {
      pool: 'user',
      title: 'Lab',
      startsAt: '2026-03-23T14:00:00Z',
      text: '28 of 30 came, nobody waited',
      advice: 'Write 28',
    },
  ],
}

const shown = (more: object = {}): Shown => {
  const read = shownIn(JSON.stringify({ ...SHOWN, ...more }))
  assert.ok(read)
  return read
}

describe('the status at a terminal', () => {
  it('has who waits and what to do first, then pools, classes and problems', () => {
    const { body, foot } = sayStatus(shown())
    assert.equal(
      body,
      `● 281 people wait for a node, the longest for 2 min (since 09:00), and no node is on its way for them.
  "Data 8": 100 announced, 381 came

What can be done now
  user: more came than were announced
    → hold room for them:
      warmseats hold user --students 281 --for 2h -n hub

pool  people  waiting  seats open  nodes                      placeholders  next
user  231     281      12          5 (2 booting, 1 cordoned)  3 of 5        Wed 25 Mar 13:30 "Data 8": 350 students
  by hand: at least 5 until 18:00
lab   0       0        0           0                          0 of 0        –

Classes
  09:00–10:00  now  Data 8  user: 100 students, lab: as many as come

Classes that were
  Mon 23 Mar 14:00 Lab (user): 28 of 30 came, nobody waited. Write 28

Problems
  ✗ calendar: HTTP 500
  ! clock: late`,
    )
    assert.equal(foot, 'Of 09:02 (utc), told by warmseats-0 0.1.0; it leads')
  })

  it('when all is well is short', () => {
    const world = {
      config: userPool({ replicas: 0 }),
      nodes: [node({ name: 'n1' })],
      pods: [pod({ user: 'ada', on: 'n1' })],
    }
    const read = shownIn(JSON.stringify(snapshotAt('08:50', world)))
    assert.ok(read)
    const lines = sayStatus(read).body.split('\n')
    assert.match(lines[0] ?? '', /^● All is well: /)
    assert.equal(lines[4], '  at most 100 placeholders (unless nodePools.user.maxPlaceholders says more)')
    assert.equal(lines.length, 5)
  })

  it('says who leads, that it is a dry run, and how much more there is', () => {
    const follows = sayStatus(shown({ leading: false, leader: 'warmseats-1', dryRun: true }))
    assert.match(follows.foot, /; warmseats-1 leads$/)
    assert.match(follows.body, /^ {2}Dry run: it decides, and writes nothing$/m)
    assert.match(sayStatus(shown({ leading: false })).foot, /; nobody leads$/)
    const many = sayStatus(
      shown({ problems: Array.from({ length: 30 }, (_, at) => ({ level: 'bad', where: `${at}`, text: 'x' })) }),
    )
    assert.match(many.body, /^ {2}and 10 more: -o json$/m)
  })

  it('is coloured by who can: the verdict and pools where people wait', () => {
    const colours: string[] = []
    const paint = (some: Colour[], text: string) => {
      colours.push(`${some.join()} ${text.slice(0, 5)}`)
      return text
    }
    assert.equal(sayStatus(shown(), paint).body, sayStatus(shown()).body)
    assert.deepEqual(colours.toSorted(), ['bold pool ', 'red user ', 'red ✗', 'red,bold ● 281', 'yellow !'])
  })
})
