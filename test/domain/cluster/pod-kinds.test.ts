import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { USER_DUMMY_LABEL } from '../../../src/domain/cluster/pod-kinds.ts'
import { config } from '../../support/config.ts'
import { kindsOf, type PodSpec, pod } from '../../support/pod.ts'

describe('whose a pod is, by its namespace', () => {
  const ada: PodSpec = { user: 'ada' }
  const dummy: PodSpec = { labels: { [USER_DUMMY_LABEL]: 'user' } }
  const TABLE: readonly [named: readonly string[], own: string | undefined, spec: PodSpec, at: string, is: string][] = [
    [[], 'jhub', ada, 'jhub', 'user'],
    [[], 'jhub', ada, 'elsewhere', 'guest'],
    [[], undefined, ada, 'elsewhere', 'user'],
    [['hub-a', 'hub-b'], 'jhub', ada, 'hub-b', 'user'],
    [['hub-a', 'hub-b'], 'jhub', ada, 'jhub', 'guest'],
    [['*'], 'jhub', ada, 'elsewhere', 'user'],
    [['hub-a', '*'], 'jhub', ada, 'elsewhere', 'user'],
    [[], 'jhub', dummy, 'jhub', 'user'],
    [[], 'jhub', dummy, 'elsewhere', 'other'],
    [['hub-a'], 'jhub', dummy, 'jhub', 'user'],
    [['hub-a'], 'jhub', dummy, 'hub-a', 'user'],
    [['*'], 'jhub', dummy, 'elsewhere', 'user'],
    [[], 'jhub', { labels: { app: 'web' } }, 'elsewhere', 'other'],
    [[], 'jhub', { placeholder: 'user' }, 'elsewhere', 'placeholder'],
  ]
  for (const [named, own, spec, namespace, is] of TABLE)
    it(`${JSON.stringify(spec)} in ${namespace}: ${is}, of ${JSON.stringify(named)} and ${own}`, () => {
      const { kind, isGuest } = pod(
        { ...spec, namespace },
        kindsOf(config({ userPods: { namespaces: [...named] } }), own),
      )
      assert.equal(isGuest ? 'guest' : kind, is)
      if (isGuest) assert.equal(kind, 'other')
    })
})
