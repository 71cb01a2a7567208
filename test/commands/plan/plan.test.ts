import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { plan } from '../../../src/commands/plan/plan.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { boots } from '../../support/boots.ts'
import { MIDTERM } from '../midterm.ts'

const files = folder()
after(() => files[Symbol.dispose]())
const file = files.write

const midterm = file('midterm.ics', MIDTERM)
const DAY = { from: '2026-03-24T00:00:00Z', to: '2026-03-25T00:00:00Z' }
const NOW = Date.parse('2026-03-24T07:00:00Z')

const values = file(
  'values.yaml',
  JSON.stringify({
    calendarUrl: midterm,
    nodePools: { user: { nodeSelector: { a: 'b' }, replicas: 1, leadTime: '10m' }, lab: { nodeSelector: { a: 'c' } } },
    schedule: [{ name: 'Lab <1>', start: '2026-03-24T09:10', duration: '50m', pools: { user: 3 } }],
  }),
)
const planned = async (options: object = {}) =>
  JSON.parse((await plan({ config: values, ...DAY, output: 'json', ...options }, NOW)).text)

describe('warmseats plan', () => {
  it('covers the time with what is asked of each pool, and because of what', async () => {
    const { pools, problems } = await planned()
    assert.deepEqual(pools, {
      user: [
        {
          from: '2026-03-24T00:00:00Z',
          to: '2026-03-24T07:50:00Z',
          demand: { integer: 1 },
          events: [],
          placeholders: 1,
        },
        {
          from: '2026-03-24T07:50:00Z',
          to: '2026-03-24T09:00:00Z',
          demand: { integer: 2 },
          events: ['Midterm'],
          placeholders: 2,
        },
        {
          from: '2026-03-24T09:00:00Z',
          to: '2026-03-24T10:00:00Z',
          demand: { integer: 3 },
          events: ['Lab <1>'],
          placeholders: 3,
        },
        {
          from: '2026-03-24T10:00:00Z',
          to: '2026-03-25T00:00:00Z',
          demand: { integer: 1 },
          events: [],
          placeholders: 1,
        },
      ],
      lab: [
        {
          from: '2026-03-24T00:00:00Z',
          to: '2026-03-24T23:40:00Z',
          demand: { integer: 0 },
          events: [],
          placeholders: 0,
        },
        {
          from: '2026-03-24T23:40:00Z',
          to: '2026-03-25T00:00:00Z',
          demand: { integer: 1 },
          events: ['Whole day'],
          placeholders: 1,
        },
      ],
    })
    assert.equal(problems.length, 1)
  })
  it('--calendar stands in for the calendars of the config; its schedule counts', async () => {
    const empty = file('empty.ics', ics())
    const { pools, problems } = await planned({ calendar: [empty] })
    assert.deepEqual(
      pools.user.map(({ demand }: { demand: { integer: number } }) => demand.integer),
      [1, 3, 1],
    )
    assert.deepEqual(problems, [])
  })
  it('people’s units stand beside the placeholders', async () => {
    const people = file(
      'people.ics',
      ics(vevent('SUMMARY:Lecture\nDTSTART:20260324T120000Z\nDURATION:PT1H\nDESCRIPTION:lab: {students: 350}')),
    )
    const { pools } = await planned({ calendar: [people] })
    assert.deepEqual(pools.lab[1], {
      from: '2026-03-24T11:50:00Z',
      to: '2026-03-24T13:00:00Z',
      demand: { integer: 0, students: 350 },
      events: ['Lecture'],
    })
    const state = file('state.json', memoryToJson({ ...NO_MEMORY, boots: { lab: boots(3, 4, 5, 6, 5.5) } }))
    const learned = await planned({ calendar: [people], state })
    assert.equal(learned.pools.lab[1].from, '2026-03-24T11:54:00Z', 'the lead time that was learned')
    assert.deepEqual(learned.leadTimes.lab, {
      seconds: 360,
      boots: 5,
      because: '6 min: p90 of 5 boots, 3 min to 6 min',
    })
    assert.match(
      (await plan({ config: values, ...DAY, output: 'text', calendar: [people], state }, NOW)).text,
      /lab \(UTC\), auto lead time 6 min: p90 of 5 boots/,
    )
    const svg = (await plan({ config: values, ...DAY, output: 'svg', calendar: [people] }, NOW)).text
    assert.equal(svg.match(/<g /g)?.length, 3)
    assert.match(svg, />students asked for/)
  })
  it('a short gap is bridged', async () => {
    const gap = file(
      'gap.ics',
      ics(
        vevent('UID:a\nSUMMARY:A\nDTSTART:20260324T120000Z\nDURATION:PT1H\nDESCRIPTION:lab: 4'),
        vevent('UID:b\nSUMMARY:B\nDTSTART:20260324T131000Z\nDURATION:PT1H\nDESCRIPTION:lab: 2'),
      ),
    )
    const { pools } = await planned({ calendar: [gap] })
    assert.deepEqual(
      pools.lab
        .slice(1, 4)
        .map(({ demand, events }: { demand: { integer: number }; events: string[] }) => [demand.integer, ...events]),
      [
        [4, 'A'],
        [2, 'A', 'B'],
        [2, 'B'],
      ],
    )
  })
  it('a calendar that cannot be read is a problem, and the rest is planned', async () => {
    const { pools, problems } = await planned({ calendar: ['/no/such.ics'] })
    assert.equal(pools.user.length, 3)
    assert.match(problems[0].text, /there is no such file/)
  })
  it('for people, and as a picture', async () => {
    const text = (await plan({ config: values, ...DAY, output: 'text' }, NOW)).text
    assert.match(
      text,
      /^user \(UTC\)\n {2}from +to +asks +because of\n.* 1 placeholder +the config\n.*07:50.*09:00 +2 placeholders +Midterm\n/,
    )
    const svg = (await plan({ config: values, ...DAY, output: 'svg' }, NOW)).text
    assert.match(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<title>2 for Midterm<\/title>.*Lab &lt;1&gt;.*<\/svg>$/s,
    )
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
  })
  it('says which classes the hub does not let start or run', async () => {
    const people = file(
      'hub.ics',
      ics(vevent('UID:e\nSUMMARY:Exam\nDTSTART:20260324T120000Z\nDURATION:PT1H\nDESCRIPTION:lab: {students: 400}')),
    )
    const config = file(
      'hub.yaml',
      JSON.stringify({ nodePools: { lab: { nodeSelector: { a: 'c' } } }, hub: { activeServerLimit: 300 } }),
    )
    const { problems } = await planned({ config, calendar: [people] })
    assert.equal(problems[0].where, 'event "Exam" (uid e)')
    assert.match(problems[0].text, /the hub runs no more than 300 servers, and 400 people are announced: 100 get none/)
  })
  it('with what is remembered says the most nodes that were ever seen, and what needs more', async () => {
    const people = file(
      'exam.ics',
      ics(vevent('SUMMARY:Exam\nDTSTART:20260324T120000Z\nDURATION:PT1H\nDESCRIPTION:lab: {nodes: 13}')),
    )
    const emptied = { seats: 8, seat: { memory: 2 ** 31 }, empty: { cpu: 8000, memory: 2 ** 34, pods: 110 } }
    const lab = { fall: { target: 0, peaks: [] }, desired: 0, size: { memory: 2 ** 33 }, emptied, mostNodes: 5 }
    const state = file('seen.json', memoryToJson({ ...NO_MEMORY, pools: { lab } }))
    const { room, problems, remarks } = await planned({ calendar: [people], state })
    assert.deepEqual(room.lab.limits.at(-1), {
      of: 'nodes',
      by: 'seen',
      most: 5,
      because: 'the most seen so far',
      isSeen: true,
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(remarks, [
      {
        where: 'nodePools.lab',
        text: '"Exam", Tue 24 Mar 12:00, needs 13 nodes; the most seen so far is 5 nodes: whether more can come, nobody says',
      },
    ])
    const options = { config: values, ...DAY, calendar: [people], state }
    assert.match((await plan({ ...options, output: 'text' }, NOW)).text, /the most seen so far is 5 nodes\n\nRemarks\n/)
    assert.match((await plan({ ...options, output: 'svg' }, NOW)).text, />5 the most seen so far</)
  })
  it('a picture of nothing, of a second and of ten years', async () => {
    const none = file('none.yaml', 'nodePools: {}')
    for (const options of [{ config: none }, { to: '2026-03-24T00:00:01Z' }, { to: '2036-03-24' }]) {
      const svg = (await plan({ config: values, ...DAY, output: 'svg', ...options }, NOW)).text
      assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
      assert((svg.match(/<text/g)?.length ?? 0) < 600)
    }
  })
})
