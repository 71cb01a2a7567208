import assert from 'node:assert/strict'
import { it } from 'node:test'
import { toldTogether } from '../../../src/domain/act/listener.ts'
import { userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'

it('each listener hears what it asks for, in the order of the list', () => {
  const heard: string[] = []
  const tell = toldTogether(
    [
      { step: () => heard.push('first step'), runtime: ({ type }) => heard.push(`first ${type}`) },
      { step: () => heard.push('second step'), outcome: () => heard.push('second outcome') },
      {},
    ],
    (error) => assert.fail(String(error)),
  )
  const step = stepAt('09:00', { config: userPool({ replicas: 2 }) })
  const [action] = step.difference.actions
  assert.ok(action)
  tell.step(step)
  tell.runtime({ type: 'leading' })
  tell.outcome({ action, effect: { at: 'done' }, tookMs: 1 })
  tell.profiles({ type: 'service owner failed', because: 'nobody listens' })
  assert.deepEqual(heard, ['first step', 'second step', 'first leading', 'second outcome'])
})

it('one that throws is told of, and costs the others nothing', () => {
  const heard: string[] = []
  const tell = toldTogether(
    [
      {
        runtime: () => {
          throw new Error('no page')
        },
      },
      { runtime: ({ type }) => heard.push(type) },
    ],
    (error) => heard.push(String(error)),
  )
  tell.runtime({ type: 'leading' })
  assert.deepEqual(heard, ['Error: no page', 'leading'])
})
