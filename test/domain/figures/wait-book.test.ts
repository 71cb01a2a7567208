import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createWaitBook, type WaitOver } from '../../../src/domain/figures/wait-book.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, SECOND } from '../../support/time.ts'

const START = at('09:00')
const world = (...users: readonly PodSpec[]) =>
  observed({ config: userPool(), nodes: [node()], pods: users.map((one) => pod(one)) })
const waits = (user: string, second = 0): PodSpec => ({ user, created: START + second * SECOND })
const sits = (user: string, created = 0, bound = 0): PodSpec => ({
  user,
  on: 'n1',
  created: START + created * SECOND,
  boundAt: START + bound * SECOND,
})
const say = ({ pool, outcome, waitedMs }: WaitOver) => `${pool} ${outcome} ${waitedMs / SECOND}`

/** What each look hears, at so many seconds past nine. */
function looks(...all: readonly (readonly [second: number, ...users: readonly PodSpec[]])[]): string[][] {
  const book = createWaitBook()
  return all.map(([second, ...users]) => book.look(world(...users), START + second * SECOND).map(say))
}

describe('a wait is heard of when it is over, once', () => {
  it('who gets a node has waited until it was bound', () =>
    assert.deepEqual(
      looks([0, waits('ada')], [40, waits('ada')], [92, sits('ada', 0, 90)], [120, sits('ada', 0, 90)]),
      [[], [], ['user seated 90'], []],
    ))
  it('whose server goes before it has one gave up', () =>
    assert.deepEqual(looks([0, waits('ada')], [300], [320]), [[], ['user gave up 300'], []]))
  it('a person who comes again waits anew', () =>
    assert.deepEqual(
      looks(
        [0, waits('ada')],
        [5, sits('ada', 0, 5)],
        [20],
        [30, { ...waits('ada', 30), uid: 'again' }],
        [45, { ...sits('ada', 30, 45), uid: 'again' }],
      ),
      [[], ['user seated 5'], [], [], ['user seated 15']],
    ))
  it('one that was over before anybody saw it counts as well, soon', () =>
    assert.deepEqual(looks([0], [1, sits('ada', 1, 1)], [6, sits('ada', 1, 1)], [12, sits('ada', 1, 1)]), [
      [],
      [],
      ['user seated 0'],
      [],
    ]))
  it('one that was over before the first look is not ours; one that was not is whole', () =>
    assert.deepEqual(
      looks([0, sits('ada', -60, -50), waits('eve', -30)], [20, sits('ada', -60, -50), sits('eve', -30, 20)]),
      [[], ['user seated 50']],
    ))
  it('a clock that is behind makes no negative wait', () =>
    assert.deepEqual(looks([0, waits('ada', 3)], [5, sits('ada', 3, 2)]), [[], ['user seated 0']]))
})

it('whatever comes when, each server is heard of once at most, and exactly once if it waited', () => {
  const life = fc.record({
    comes: fc.integer({ min: 0, max: 60 }),
    waits: fc.integer({ min: 0, max: 60 }),
    sits: fc.integer({ min: 0, max: 60 }),
    isSeated: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(life, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (lives, every) => {
      const book = createWaitBook()
      const heard: WaitOver[] = []
      for (let second = -1; second < 240; second += every) {
        const users = lives.flatMap((one, n): PodSpec[] => {
          const bound = one.comes + one.waits
          if (second < one.comes) return []
          if (second < bound) return [waits(`s${n}`, one.comes)]
          return one.isSeated && second < bound + 10 + one.sits ? [sits(`s${n}`, one.comes, bound)] : []
        })
        heard.push(...book.look(world(...users), START + second * SECOND))
      }
      const seated = lives.filter(({ isSeated }) => isSeated)
      assert.equal(heard.filter(({ outcome }) => outcome === 'seated').length, seated.length)
      const gaveUp = lives.filter((one) => !one.isSeated && one.waits > every).length
      const heardOf = heard.filter(({ outcome }) => outcome === 'gave up').length
      assert.ok(heardOf >= gaveUp && heardOf <= lives.length - seated.length)
    }),
    RUNS,
  )
})
