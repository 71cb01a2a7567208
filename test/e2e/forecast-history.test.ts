/**
 * The third week of a series, on real machines. What came to a class is learned three quarters of an hour after its start, so the
 * first two weeks are put into the state ConfigMap as the product writes them; the third one happens.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { MEMORY_KEY, memoryFromJson, memoryToJson } from '../../src/domain/decide/memory-json.ts'
import { BINS } from '../../src/domain/forecast/bins.ts'
import { type AllSeries, identityOf, keyOf } from '../../src/domain/forecast/series.ts'
import { controlPlane, eventually } from '../cluster/index.ts'
import { interval } from '../support/calendar.ts'
import { DAY, MINUTE } from '../support/time.ts'
import { type Campus, campus } from './support/campus.ts'
import type { Controller } from './support/controller.ts'

const { skip } = await controlPlane()

const TITLE = 'Data lab'
const ANNOUNCED = 20
const CAME = 5

/** Five of twenty came to each of two weeks. */
function twoWeeks(startMs: number): AllSeries {
  const identity = identityOf(
    { ...interval('students', ANNOUNCED, TITLE), uid: 'Data-lab@test', pool: 'lab', startMs },
    'utc',
  )
  const occasions = [2, 1].map((ago) => ({
    announced: ANNOUNCED,
    startMs: startMs - ago * 7 * DAY,
    bins: Array.from({ length: BINS }, (_, bin) => (bin === 6 ? CAME : 0)),
  }))
  return { [keyOf(identity)]: { ...identity, occasions } }
}

describe('the third week of a class that announces too many', { skip }, () => {
  let its: Campus
  let first: Controller
  let second: Controller

  before(async () => {
    const startsInMs = 3 * MINUTE
    its = await campus({ lab: { forecast: { history: 'on' } } }, [
      { pool: 'lab', title: TITLE, students: ANNOUNCED, startsInMs },
    ])
    const series = twoWeeks(Date.now() + startsInMs)
    await its.remember({ [MEMORY_KEY]: memoryToJson({ ...NO_MEMORY, forecast: { ...NO_MEMORY.forecast, series } }) })
    first = await its.release.start()
    await first.line('leading')
  })
  after(async () => {
    await its?.stop()
  })

  const said = async (controller: Controller) => {
    const { pools } = JSON.parse((await controller.get('/status.json')).text) as {
      readonly pools: readonly { readonly because: string }[]
    }
    return pools[0]?.because ?? ''
  }
  const remembered = async () => {
    const { data = {} } = (await its.state()) as { readonly data?: Readonly<Record<string, string>> }
    return memoryFromJson(data[MEMORY_KEY])?.forecast
  }

  it('as many are held as came before, not as many as are announced', async () => {
    await its.held('lab', CAME + 1)
    assert.match(await said(first), /asks 20 students; the last 2 times 5 came: 6 expected; 6 by /)
    assert.equal(await its.nodes('lab'), CAME + 1)
  })

  it('nobody waits, and no other node comes', async () => {
    await its.come('lab', 'ada', 'bob', 'cyd', 'dan', 'eve')
    await its.held('lab', 1)
    assert.equal(await its.nodes('lab'), CAME + 1)
  })

  it('a process that ends and another that takes over know the same, also of who is gone', async () => {
    await eventually('who came to be remembered', async () => {
      const { counts = [] } = (await remembered())?.arrivals.lab ?? {}
      return counts.reduce((sum, count) => sum + count, 0) === CAME
    })
    second = await its.release.start()
    await second.line('following')
    await its.hub.leave('ada')
    first.kill('SIGKILL')
    await second.line('leading')
    await eventually('the same to be said', async () => /6 expected; 6 by .*; 5 came/.test(await said(second)))
    await its.release.stop()
    const third = await its.release.start()
    await third.line('leading')
    await eventually('the same to be said again', async () => /6 expected; 6 by .*; 5 came/.test(await said(third)))
    assert.equal(await its.nodes('lab'), CAME + 1)
  })
})
