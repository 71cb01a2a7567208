import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Action } from '../../../src/domain/act/action.ts'
import { actionsOf, KEPT_ACTIONS, type PastAction, remember } from '../../../src/domain/snapshot/past-action.ts'
import { nodeCreation, nodeWrite } from '../../support/action.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, SECOND } from '../../support/time.ts'

/** From 1 to so many placeholders. */
function scale(to: number): Action {
  const config = userPool({ replicas: to })
  const deployments = [deployment({ config: userPool({ replicas: 1 }), replicas: 1 })]
  const [action] = stepAt('09:00', { config, deployments }).difference.actions
  assert.ok(action)
  return action
}
const cordon = (name: string) => nodeWrite({ name, because: 'pod jupyter-ada waits and fits there' })
const FAILED = { at: 'failed', because: 'the API server does not answer' } as const

describe('past actions', () => {
  it('say what was done, from where to where, and what became of it', () => {
    const list = remember([], scale(3), { at: 'done' }, at('09:00'))
    assert.deepEqual(actionsOf(list), [
      {
        at: '2026-03-24T09:00:00Z',
        pool: 'user',
        object: 'user-placeholder',
        what: 'placeholders scaled',
        from: 1,
        to: 3,
        because: 'the config asks 3 placeholders',
        result: 'done',
        times: 1,
      },
    ])
  })

  it('name the node, and no user', () => {
    const [one] = remember([], cordon('n1'), { at: 'dry run' }, at('09:00'))
    assert.deepEqual(
      [one?.object, one?.what, one?.because],
      ['node n1', 'node cordoned', "a user's pod waits and fits there"],
    )
  })

  it('are the last ones, the newest first', () => {
    let list: readonly PastAction[] = []
    for (let count = 1; count <= KEPT_ACTIONS + 5; count += 1)
      list = remember(list, cordon(`n${count}`), { at: 'done' }, at('09:00') + count * SECOND)
    assert.equal(list.length, KEPT_ACTIONS)
    assert.deepEqual([list[0]?.object, list.at(-1)?.object], [`node n${KEPT_ACTIONS + 5}`, 'node n6'])
  })

  it('are none while nodes that were asked for boot', () => {
    const create = nodeCreation({ count: 2 })
    assert.deepEqual(remember([], create, { at: 'done', isOnTheWay: true }, at('09:00')), [])
    assert.equal(remember([], create, { at: 'done' }, at('09:00')).length, 1)
  })
  it('that fail again and again are one', () => {
    let list = remember([], cordon('n1'), { at: 'done' }, at('08:59'))
    for (let tries = 0; tries < 50; tries += 1) list = remember(list, scale(3), FAILED, at('09:00') + tries * SECOND)
    assert.deepEqual(
      list.map(({ object, result, times }) => [object, result, times]),
      [
        ['user-placeholder', 'failed', 50],
        ['node n1', 'done', 1],
      ],
    )
    assert.equal(list[0]?.atMs, at('09:00:49'))
  })

  it('with another result are another one', () => {
    const failed = remember([], scale(3), FAILED, at('09:00'))
    const done = remember(failed, scale(3), { at: 'done' }, at('09:01'))
    assert.deepEqual(
      done.map(({ result, error }) => [result, error]),
      [
        ['done', undefined],
        ['failed', FAILED.because],
      ],
    )
  })
})
