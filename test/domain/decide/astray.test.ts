import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { kindsOf, pod } from '../../support/pod.ts'

describe('pods with the labels of users in other namespaces', () => {
  const said = (namespaces: readonly string[], users: readonly string[] = []) => {
    const config = userPool({ replicas: 0 })
    const kinds = kindsOf(config, 'jhub')
    const pods = [
      ...namespaces.map((namespace, at) => pod({ user: `guest-${at}`, namespace, on: 'n1', uid: `${at}` }, kinds)),
      ...users.map((user) => pod({ user, namespace: 'jhub', on: 'n1' }, kinds)),
    ]
    const owner = { name: 'warmseats-state', uid: 'state', namespace: 'jhub' }
    const { problems, remarks } = decideAt('09:00', { config, nodes: [node({ name: 'n1' })], pods, owner })
    const ofThem = (all: typeof problems) =>
      all.filter(({ where }) => where === 'userPods.namespaces').map(({ text }) => text)
    return { problems: ofThem(problems), remarks: ofThem(remarks) }
  }
  const text = (names: string, write: string) =>
    `pods in ${names} have the labels of users and do not count; if they are users of yours, write userPods: {namespaces: [${write}]}`

  it('are a problem where none of ours are seen', () =>
    assert.deepEqual(said(['hub-b', 'hub-b']), { problems: [text('hub-b', 'jhub, hub-b')], remarks: [] }))
  it('are a remark where some are', () =>
    assert.deepEqual(said(['hub-b'], ['ada']), { problems: [], remarks: [text('hub-b', 'jhub, hub-b')] }))
  it('of many namespaces name three', () =>
    assert.deepEqual(said(['e', 'd', 'c', 'b', 'a']).problems, [text('a, b, c, …', 'jhub, a, b, c')]))
  it('that are not there are not spoken of', () => assert.deepEqual(said([], ['ada']), { problems: [], remarks: [] }))
})
