import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lets, type NetworkPolicy, type Other } from './evaluate.ts'

const policy = (spec: Partial<NetworkPolicy['spec']>): NetworkPolicy => ({
  metadata: { namespace: 'jhub' },
  spec: { podSelector: {}, policyTypes: ['Ingress'], ...spec },
})
const from = (other: Other, port = 80) => ({ direction: 'ingress', other, port }) as const
const POD: Other = { namespace: 'jhub', labels: { app: 'a' }, ip: '10.4.0.9' }

describe('what a NetworkPolicy lets through', () => {
  it('everything in a direction of which it says nothing, and nothing where it has no rule', () => {
    assert.equal(lets(policy({}), { direction: 'egress', other: POD, port: 80 }), true)
    assert.equal(lets(policy({}), from(POD)), false)
  })
  it('a rule without peers: everybody, nodes too; one without ports: each', () => {
    for (const other of [POD, { ip: '192.0.2.1' }, 'node'] as const)
      assert.equal(lets(policy({ ingress: [{}] }), from(other)), true)
    const only = policy({ ingress: [{ ports: [{ port: 443 }] }] })
    assert.deepEqual([lets(only, from(POD, 443)), lets(only, from(POD))], [true, false])
    assert.equal(lets(only, { ...from(POD, 443), protocol: 'UDP' }), false)
  })
  it('pods of the own namespace, unless namespaces are named: then both must fit', () => {
    const other: Other = { namespace: 'other', labels: { app: 'a' } }
    const own = policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'a' } } }] }] })
    assert.deepEqual([lets(own, from(POD)), lets(own, from(other))], [true, false])
    const any = policy({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'b' } } }] }] })
    assert.deepEqual([lets(any, from(POD)), lets(any, from({ ...other, labels: { app: 'b' } }))], [false, true])
  })
  it('addresses in a block but for the exceptions, of the same family; no selector fits what is no pod', () => {
    const block = policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.4.0.0/16'] } }] }] })
    assert.deepEqual(
      [from({ ip: '10.5.0.1' }), from(POD), from({ ip: '::a00:1' }), from('node')].map((one) => lets(block, one)),
      [true, false, false, false],
    )
    assert.equal(lets(policy({ ingress: [{ from: [{ namespaceSelector: {} }] }] }), from({ ip: '10.5.0.1' })), false)
  })
  for (const [operator, values, expected] of [
    ['In', ['a'], [true, false, false]],
    ['NotIn', ['a'], [false, true, true]],
    ['Exists', undefined, [true, true, false]],
    ['DoesNotExist', undefined, [false, false, true]],
  ] as const)
    it(operator, () => {
      const expression = { key: 'app', operator, ...(values ? { values } : {}) }
      const one = policy({ ingress: [{ from: [{ podSelector: { matchExpressions: [expression] } }] }] })
      const labels = [{ app: 'a' }, { app: 'b' }, {}]
      assert.deepEqual(
        labels.map((some) => lets(one, from({ namespace: 'jhub', labels: some as Record<string, string> }))),
        expected,
      )
    })
})
