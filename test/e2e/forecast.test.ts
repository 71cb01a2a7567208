/** What becomes of classes to which people come otherwise than was announced, on real machines: five pools side by side. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { controlPlane, eventually } from '../cluster/index.ts'
import { MINUTE } from '../support/time.ts'
import { type Campus, campus } from './support/campus.ts'
import type { Controller } from './support/controller.ts'

const { skip } = await controlPlane()

const several = (name: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, one) => `${name}-${from + one}`)

describe('a class', { skip, concurrency: true }, () => {
  let its: Campus
  let controller: Controller

  before(async () => {
    const pools = { early: {}, twice: {}, nobody: {}, others: { replicas: 2 }, named: {} }
    its = await campus(
      pools,
      [
        { pool: 'early', title: 'Early lab', students: 5, startsInMs: 7.5 * MINUTE },
        { pool: 'twice', title: 'Large lab', students: 8, startsInMs: 2 * MINUTE },
        { pool: 'nobody', title: 'No lab', students: 20, startsInMs: -8 * MINUTE },
        { pool: 'others', title: 'Lab one', students: 3, startsInMs: 2 * MINUTE },
        { pool: 'others', title: 'Lab two', students: 3, startsInMs: 2 * MINUTE },
        { pool: 'named', title: 'Data 8', students: 4, startsInMs: 2 * MINUTE, class: 'data8' },
      ],
      { data8: { labelSelector: 'course=data8' } },
    )
    controller = await its.release.start()
  })
  after(async () => {
    await its?.stop()
  })

  const because = (pool: string, text: RegExp) =>
    eventually(
      `${text} to be said`,
      async () => {
        const { pools } = JSON.parse((await controller.get('/status.json')).text) as {
          readonly pools: readonly { readonly name: string; readonly because: string }[]
        }
        return pools.some((one) => one.name === pool && text.test(one.because))
      },
      { withinMs: 4 * MINUTE },
    )

  it('that comes early: they are its people, and no node boots twice', async () => {
    await its.held('early', 4)
    await its.come('early', ...several('early', 4))
    await because('early', /"Early lab" asks 5 students; 5 by .*; 4 came/)
    await its.held('early', 1)
    assert.equal(await its.nodes('early'), 5)
    await its.come('early', 'early-5')
  })

  it('that comes twice as large: who comes after the announced ones finds room as well', async () => {
    await its.held('twice', 8)
    await its.come('twice', ...several('twice', 8))
    await because('twice', /8 came in 3 minutes, .* expected: room for \d+ more/)
    await eventually(
      'room for as many again',
      async () => (await its.hub.placeholders('twice')).filter(({ status }) => status.phase === 'Running').length >= 8,
      { withinMs: 2 * MINUTE },
    )
    await its.come('twice', ...several('twice', 8, 9))
  })

  it('that nobody comes to: ten minutes after its start ten seats are left of twenty', async () => {
    await its.held('nobody', 20)
    await because('nobody', /nobody came in 10 minutes: kept for 10/)
    await its.held('nobody', 10)
  })

  it('two at the same time, with others: what is spare is for these, and held beside the classes', async () => {
    await its.held('others', 8)
    await its.come('others', ...several('other', 2))
    await because('others', /"Lab one" asks 3 students; .*"Lab two" asks 3 students/)
    await its.come('others', ...several('student', 6))
  })
  it('that says whom it means: others who come before it take none of its seats', async () => {
    await its.held('named', 4)
    await its.come('named', ...several('guest', 3))
    await because('named', /"Data 8" asks 4 students/)
    await its.held('named', 4)
    await its.comeWith({ course: 'data8' }, 'named', ...several('data8', 4))
    await because('named', /4 of data8 came/)
    assert.equal(await its.nodes('named'), 7)
  })
})
