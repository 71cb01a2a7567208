/** A class that is told apart: only its own people count as come, and others take nothing of it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { kindsOf, pod } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at, DAY, MINUTE, SECOND } from '../../support/time.ts'

const configOf = (reactions: 'on' | 'off') =>
  userPool(
    {
      seat: { requests: { memory: '4Gi' } },
      resources: { requests: { memory: '32Gi' } },
      forecast: { reactions, history: 'on' },
    },
    { classes: { data8: { image: 'hub/data8:*' }, stat20: { image: 'hub/stat20:*' } } },
  )
const config = configOf('on')
const lecture = (students: number, of: string | undefined = 'data8') => ({
  title: 'Lecture',
  from: '09:00',
  to: '10:20',
  asks: { user: { students } },
  ...(of ? { class: of } : {}),
})

interface Coming {
  readonly name: string
  readonly of?: string
  readonly count: number
  readonly from: number
  readonly apartMs?: number
}

/** On one node with room for all, or none more than they are. */
const people = (...all: readonly Coming[]) =>
  all.flatMap(({ name, of, count, from, apartMs = 10 * SECOND }) =>
    Array.from({ length: count }, (_, index) =>
      pod(
        {
          user: `${name}${index}`,
          on: 'n0',
          memory: '4Gi',
          created: from + index * apartMs,
          ...(of ? { image: `hub/${of}:1` } : {}),
        },
        kindsOf(config),
      ),
    ),
  )
const world = (events: World['events'], pods: World['pods'] = [], of = config): World => ({
  config: of,
  events: events ?? [],
  nodes: [node({ name: 'n0', memory: '32Gi' })],
  pods,
})
const missing = (decision: ReturnType<typeof decide>) => poolOf(decision).people[0]?.forecast?.missing
const because = (time: string, seen: World) => poolOf(decideAt(time, seen)).because

describe('an event that names its class', () => {
  const others = people({ name: 'o', count: 60, from: at('08:40'), apartMs: 6 * SECOND })
  const own = people({ name: 'd', of: 'data8', count: 12, from: at('08:40') })
  it('counts its own people as come, and says whose they are', () => {
    assert.match(
      because('08:50', world([lecture(350)], [...others, ...own])),
      /"Lecture" asks 350 students; .*; 12 of data8 came/,
    )
    assert.match(because('08:50', world([lecture(350, '')], [...others, ...own])), /; 72 came/)
  })
  it('needs as much for its people as if nobody else were there', () => {
    const alone = missing(decideAt('08:50', world([lecture(350)], own)))
    // What is more is for those who follow the others.
    assert.equal(missing(decideAt('08:50', world([lecture(350)], [...others, ...own], calm()))), alone)
    const early = people({ name: 'o', count: 30, from: at('08:47'), apartMs: 6 * SECOND })
    assert.ok((missing(decideAt('08:50', world([lecture(350)], [...early, ...own]))) ?? 0) > (alone ?? 0))
  })
  it('of another class: they are nobody’s of it', () => {
    assert.match(because('08:50', world([lecture(350, 'stat20')], own)), /; 0 of stat20 came/)
    const both = [lecture(350), { ...lecture(50, 'stat20'), title: 'Lab' }]
    assert.match(because('08:50', world(both, [...others, ...own])), /; 0 of stat20 came; .*; 12 of data8 came/)
  })
  it('beside one that names none: that one has the others', () => {
    const both = [lecture(350), { ...lecture(90, ''), title: 'Workshop' }]
    const said = because('08:50', world(both, [...others, ...own]))
    assert.match(said, /; 12 of data8 came/)
    assert.match(said, /; 60 came/)
  })
  it('to which nobody of it came says that others did', () =>
    assert.match(
      because('09:10', world([lecture(350)], people({ name: 'o', count: 50, from: at('08:50') }))),
      /nobody of data8 came in 10 minutes, but 50 others did \(`classes.data8` says who they are\): kept for 10/,
    ))
  it('while none of a class is near its people may be anybody’s', () =>
    assert.match(because('08:50', world([lecture(350, '')], own)), /; 12 came/))
  it('who was there for something else before has come when they come for the class', () => {
    const before = people({ name: 'a', count: 8, from: at('08:00') })
    const now = people({ name: 'a', of: 'data8', count: 8, from: at('08:50') })
    assert.match(because('08:55', world([lecture(350)], [...before, ...now])), /; 8 of data8 came/)
  })
  it('means that of its pool where it does not say', () => {
    const ofPool = userPool(
      { seat: { requests: { memory: '4Gi' } }, forecast: { reactions: 'on' }, who: 'data8' },
      { classes: { data8: { image: 'hub/data8:*' } } },
    )
    assert.match(because('08:50', world([lecture(350, '')], [...others, ...own], ofPool)), /; 12 of data8 came/)
  })
  it('of a class that is none: a problem, and whoever comes counts', () => {
    const decision = decideAt('08:50', world([lecture(350, 'dat8')], own))
    assert.match(decision.problems.map(({ text }) => text).join(), /no class `dat8`; did you mean `data8`\?/)
    assert.match(poolOf(decision).because, /; 12 came/)
  })
  it('as it is announced (reactions off): only its own people have come, and each class adds up', () => {
    const off = configOf('off')
    const both = [lecture(350), { ...lecture(90, ''), title: 'Workshop', from: '08:55' }]
    const said = because(
      '08:58',
      world(
        both,
        people({ name: 'o', count: 20, from: at('08:55') }).concat(
          people({ name: 'd', of: 'data8', count: 12, from: at('08:55') }),
        ),
        off,
      ),
    )
    assert.match(said, /"Workshop" asks 90 students; 20 came; "Lecture" asks 350 students; 12 of data8 came, 0 seats/)
  })
})

const calm = () =>
  userPool(
    {
      seat: { requests: { memory: '4Gi' } },
      resources: { requests: { memory: '32Gi' } },
      forecast: { reactions: { surge: 'off' }, history: 'on' },
    },
    { forecast: { reactions: 'on' }, classes: { data8: { image: 'hub/data8:*' } } },
  )

describe('what is learned beside a class that is told apart', () => {
  const weekly = (week: number) => at('09:00') + week * 7 * DAY
  const lived = [0, 1, 2].reduce((memory, week) => {
    const startMs = weekly(week)
    const pods = people(
      { name: `d${week}-`, of: 'data8', count: 80, from: startMs - 5 * MINUTE, apartMs: 6 * SECOND },
      { name: `o${week}-`, count: 40, from: startMs - 15 * MINUTE },
    )
    const event = { ...lecture(200), uid: `w${week}`, from: startMs, to: startMs + 80 * MINUTE }
    return [31, 46].reduce(
      (before, minutes) => decide(observed(world([event], pods)), before, startMs + minutes * MINUTE).memory,
      memory,
    )
  }, NO_MEMORY)
  const nextWeek = (memory: typeof lived) => {
    const event = { ...lecture(200), uid: 'w3', from: weekly(3), to: weekly(3) + 80 * MINUTE }
    return poolOf(decide(observed(world([event])), memory, weekly(3) - 18 * MINUTE)).because
  }
  it('is how many of its own came, and how many others come at that hour', () => {
    assert.match(nextWeek(lived), /the last 3 times 80 came: /)
    assert.match(nextWeek(lived), /Tuesdays 08:30 people come though no event says so \(40, 40, 40\): room for/)
  })
  it('is the same after a restart', () => {
    const restarted = memoryFromJson(memoryToJson(lived))
    assert.equal(nextWeek(restarted ?? assert.fail()), nextWeek(lived))
  })
})

describe('whoever decides, with classes', () => {
  const coming = fc.array(fc.record({ minute: fc.nat(45), of: fc.constantFrom('', 'data8', 'stat20') }), {
    maxLength: 60,
  })
  const events = [lecture(100), { ...lecture(40, 'stat20'), title: 'Lab' }, { ...lecture(30, ''), title: 'Workshop' }]
  const seen = (all: readonly { minute: number; of: string }[], reverse: boolean) => {
    const pods = all.flatMap(({ minute, of }, index) =>
      people({ name: `p${index}-`, of, count: 1, from: at('08:30') + minute * MINUTE }),
    )
    return world(events, reverse ? pods.toReversed() : pods)
  }
  const cameIn = (said: string) =>
    [...said.matchAll(/; (\d+)(?: of (\w+))? came(?=[;,]|$)/g)].map(
      ([, count, of = '']) => [of, Number(count)] as const,
    )
  it('counts each person once, whatever the order', () =>
    fc.assert(
      fc.property(coming, (all) => {
        const said = because('09:15', seen(all, false))
        assert.equal(said, because('09:15', seen(all, true)))
        const came = cameIn(said)
        const expected = ['stat20', 'data8', ''].map((of) => [of, all.filter((one) => one.of === of).length] as const)
        assert.deepEqual(new Map(came), new Map(expected))
      }),
    ))
})
