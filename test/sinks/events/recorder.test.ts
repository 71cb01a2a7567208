import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recorder } from '../../../src/sinks/events/recorder.ts'
import type { Exchange } from '../../kubernetes/support/fake-api.ts'
import { MINUTE, SECOND } from '../../support/time.ts'
import { type EventServer, eventServer, NOW } from './event-server.ts'
import { notice } from './notice.ts'

const STATE = notice({ reason: 'CalendarUnreadable', type: 'Warning', kind: 'state', note: 'HTTP 500' })

/** The same recorder at other times. */
function clocked({ options }: EventServer) {
  let nowMs = NOW
  const { tell, catchUp } = recorder({ ...options, now: () => nowMs })
  const at = (ms: number) => {
    nowMs = NOW + ms
  }
  return {
    tellAt: (ms: number, one = notice()) => {
      at(ms)
      return tell(one)
    },
    catchUpAt: (ms: number) => {
      at(ms)
      return catchUp()
    },
  }
}

const short = ({ told }: EventServer) =>
  told.map(({ path, event: { note, series } }) => {
    const [, method, name = ''] = /^(\w+) .*\/events\/?(.*)$/.exec(path) ?? []
    const { count } = (series ?? {}) as { readonly count?: number }
    return [method, name === '' ? note : 'series', ...(count === undefined ? [] : [count])].join(' ')
  })

/** Answers requests in turn, the last for ever. */
const inTurn = (...answers: readonly ((exchange: Exchange) => void)[]) => {
  let at = 0
  return (exchange: Exchange) => answers[Math.min(at++, answers.length - 1)]?.(exchange)
}
const ok = (exchange: Exchange) => exchange.answer(201, {})

describe('a notice', () => {
  it('is an Event on its object, of the name that its words make; the same again is a count', async () => {
    await using server = await eventServer((exchange) => exchange.answer(201, {}))
    const { tellAt } = clocked(server)
    await tellAt(0)
    await tellAt(MINUTE)
    const [created, counted] = server.told
    assert.ok(created)
    const { name } = created.event.metadata as { readonly name: string }
    assert.match(name, /^user-placeholder\.[0-9a-f]{16}$/)
    assert.deepEqual(
      [created.event.reason, created.event.type, created.event.note, created.event.series],
      ['Scaled', 'Normal', '2 to 3: a test', undefined],
    )
    assert.equal(counted?.path, `PATCH /apis/events.k8s.io/v1/namespaces/hub/events/${name}`)
    assert.deepEqual(counted?.event, { series: { count: 2, lastObservedTime: '2026-03-24T08:51:00.000000Z' } })
  })

  it('in other words, or on another object, is another Event', async () => {
    await using server = await eventServer(ok)
    const { tellAt } = clocked(server)
    const { regarding } = notice()
    for (const one of [notice(), notice({ note: '3 to 2' }), notice({ regarding: { ...regarding, uid: 'v' } })])
      await tellAt(0, one)
    const names = server.told.map(({ event }) => (event.metadata as { readonly name: string }).name)
    assert.equal(new Set(names).size, 3)
  })

  it('that happens again later is an Event of its own; a state has the same name for ever', async () => {
    await using server = await eventServer(ok)
    const { tellAt } = clocked(server)
    for (const ms of [0, 7 * MINUTE]) await tellAt(ms)
    for (const ms of [0, 7 * MINUTE]) await tellAt(ms, STATE)
    assert.deepEqual(short(server), ['POST 2 to 3: a test', 'POST 2 to 3: a test', 'POST HTTP 500', 'PATCH series 2'])
  })

  it('of a user’s pod does not name it', async () => {
    await using server = await eventServer(ok)
    await clocked(server).tellAt(0, notice({ note: 'pod jupyter-ada waits for a node' }))
    assert.equal(server.told[0]?.event.note, "a user's pod waits for a node")
  })
})

describe('what flaps', () => {
  it('a thousand times in ten minutes is one Event, counted once a minute', async () => {
    await using server = await eventServer((exchange) => exchange.answer(201, {}))
    const { tellAt, catchUpAt } = clocked(server)
    for (let one = 0; one < 1000; one++) await tellAt((one * 10 * MINUTE) / 1000)
    await catchUpAt(11 * MINUTE)
    assert.equal(server.told.length, 11)
    assert.equal(short(server).at(-1), 'PATCH series 1000')
    await catchUpAt(20 * MINUTE)
    assert.equal(server.told.length, 11, 'and then rests')
  })

  it('in ever other words has 25 Events, and one a minute more; another object has its own', async () => {
    await using server = await eventServer(ok)
    const { tellAt } = clocked(server)
    for (let one = 0; one < 600; one++) await tellAt(one * SECOND, notice({ note: `${one}` }))
    assert.equal(server.told.length, 25 + 9)
    await tellAt(600 * SECOND, notice({ regarding: { ...notice().regarding, uid: 'v' } }))
    assert.equal(server.told.length, 25 + 10)
  })
})

describe('an Event that another process told', () => {
  const there = (exchange: Exchange) => exchange.refuse(409, { reason: 'AlreadyExists' })
  it('is left as it is: a restart repeats nothing', async () => {
    await using server = await eventServer(there)
    const { tellAt, catchUpAt } = clocked(server)
    await tellAt(0, STATE)
    await catchUpAt(5 * MINUTE)
    assert.deepEqual(short(server), ['POST HTTP 500'])
  })
  it('is counted on from where it stands', async () => {
    const found = (exchange: Exchange) => exchange.answer(200, { series: { count: 7 } })
    await using server = await eventServer(inTurn(there, found))
    const { tellAt } = clocked(server)
    await tellAt(0, STATE)
    await tellAt(2 * MINUTE, STATE)
    assert.deepEqual(short(server), ['POST HTTP 500', 'PATCH series', 'PATCH series 8'])
  })
})

it('an Event that has gone meanwhile is made anew, with its count', async () => {
  const gone = (exchange: Exchange) => exchange.refuse(404)
  await using server = await eventServer(inTurn(ok, gone, ok))
  const { tellAt } = clocked(server)
  await tellAt(0, STATE)
  await tellAt(90 * MINUTE, STATE)
  assert.deepEqual(short(server), ['POST HTTP 500', 'PATCH series 2', 'POST HTTP 500 2'])
})

it('what cannot be written is lost, and nothing else', async () => {
  await using server = await eventServer((exchange) => exchange.reset())
  const { tellAt, catchUpAt } = clocked(server)
  await tellAt(0)
  await tellAt(2 * MINUTE)
  await catchUpAt(4 * MINUTE)
  assert.equal(server.told.length, 2)
})
