import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { byLatest } from '../../../src/domain/cluster/sums.ts'
import { countSince, countUsers, latestOf, usersByPool, waitingIn } from '../../../src/domain/room/pool-users.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const user = (name: string, minute: number, on?: string) =>
  pod({ user: name, created: at('08:00') + minute * MINUTE, ...(on ? { on } : {}) })

describe('the users of a pool', () => {
  const two = config({ nodePools: { user: {}, gpu: {} }, defaultPool: 'gpu' })
  const nodes = [node({ name: 'u1' }), node({ name: 'u2' }), node({ name: 'g1', pool: 'gpu' })]
  const pods = [
    user('ada', 1, 'u1'),
    user('bob', 2, 'u1'),
    user('cyd', 3, 'g1'),
    user('dan', 4),
    user('eve', 5, 'core'),
  ]
  const world = observed({ config: two, nodes, pods })
  const { byPool } = survey(world, {}, at('09:00'))
  const users = usersByPool(world, byPool)
  const names = (pool: string) => users.get(pool)?.map((group) => group.map(({ name }) => name))

  it('are those on each of its nodes, the latest first, and those that wait for one', () => {
    assert.deepEqual(names('user'), [['jupyter-bob', 'jupyter-ada'], []])
    assert.deepEqual(names('gpu'), [['jupyter-cyd'], ['jupyter-dan']])
  })
  it('are counted, and those that wait are told apart', () => {
    const gpu = users.get('gpu') ?? []
    assert.deepEqual([countUsers(gpu), waitingIn(gpu).map(({ name }) => name)], [2, ['jupyter-dan']])
  })
  it('are the same groups again while they are the same', () =>
    assert.equal(usersByPool(world, byPool).get('user'), users.get('user')))
})

describe('of users in groups', () => {
  const groups = fc.array(fc.array(fc.record({ minute: fc.nat(9), isExam: fc.boolean() }), { maxLength: 6 }), {
    maxLength: 6,
  })
  const built = (all: readonly (readonly { minute: number; isExam: boolean }[])[]) =>
    all.map((group, at) =>
      group
        .map(({ minute, isExam }, n) => ({
          ...user(`${at}-${n}`, minute, `n${at}`),
          ...(isExam ? { isExam: true as const } : {}),
        }))
        .sort(byLatest),
    )
  it('the latest are those that a sort of all would find', () =>
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 8 }), (all, most) => {
        const users = built(all)
        const isOne = ({ isExam }: { readonly isExam?: true }) => !isExam
        assert.deepEqual(latestOf(users, most, isOne), users.flat().filter(isOne).sort(byLatest).slice(0, most))
      }),
    ))
  it('as many came since as each by itself says', () =>
    fc.assert(
      fc.property(groups, fc.nat(10), (all, minute) => {
        const [users, sinceMs] = [built(all), at('08:00') + minute * MINUTE]
        const came = users.flat().filter(({ createdMs }) => createdMs >= sinceMs)
        assert.equal(countSince(users, sinceMs), came.length)
        assert.equal(
          countSince(users, sinceMs, ({ isExam }) => isExam === true),
          came.filter(({ isExam }) => isExam).length,
        )
      }),
    ))
  it('nobody is the latest of nobody', () =>
    assert.deepEqual(
      latestOf(
        several(3, () => []),
        5,
        () => true,
      ),
      [],
    ))
})
