import assert from 'node:assert/strict'
import { it } from 'node:test'
import { toldTogether } from '../../../src/domain/act/listener.ts'
import { userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'

it('each listener hears what it asks for, in the order of the list', () => {
  const heard: string[] = []
  const tell = toldTogether([
    { step: () => heard.push('first step'), runtime: ({ type }) => heard.push(`first ${type}`) },
    { step: () => heard.push('second step'), outcome: () => heard.push('second outcome') },
    {},
  ])
  const step = stepAt('09:00', { config: userPool({ replicas: 2 }) })
  const [action] = step.difference.actions
  assert.ok(action)
  tell.step(step)
  tell.runtime({ type: 'leading' })
  tell.outcome({ action, effect: { at: 'done' }, tookMs: 1 })
  tell.profiles({ type: 'service owner failed', because: 'nobody listens' })
  assert.deepEqual(heard, ['first step', 'second step', 'first leading', 'second outcome'])
})
