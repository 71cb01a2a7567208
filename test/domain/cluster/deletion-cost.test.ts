import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DELETION_COST, type Removability } from '../../../src/domain/cluster/deletion-cost.ts'
import { type PodSpec, pod } from '../../support/pod.ts'

const placeholder = (spec: PodSpec = {}) => pod({ placeholder: 'user', ...spec })

describe('how far a placeholder is, as its ReplicaSet sees it', () => {
  const table: [Removability['stage'], PodSpec][] = [
    ['unbound', {}],
    ['starting', { on: 'n1', phase: 'Pending' }],
    ['starting', { on: 'n1', phase: 'Unknown' }],
    ['unready', { on: 'n1', ready: false }],
    ['ready', { on: 'n1' }],
  ]
  for (const [stage, spec] of table)
    it(`${stage}: ${JSON.stringify(spec)}`, () => assert.equal(placeholder(spec).removability?.stage, stage))
  it('of other pods nobody asks', () => assert.equal(pod({ user: 'ada', on: 'n1' }).removability, undefined))
})

describe('its deletion cost, as Kubernetes reads the annotation', () => {
  const table: [string, number][] = [
    ['-1', -1],
    ['0', 0],
    ['2147483647', 2_147_483_647],
    ['2147483648', 0],
    ['-2147483648', -2_147_483_648],
    ['-2147483649', 0],
    ['+1', 0],
    ['007', 0],
    ['1.5', 0],
    ['cheap', 0],
    ['', 0],
  ]
  for (const [text, cost] of table)
    it(`«${text}» is ${cost}`, () =>
      assert.equal(placeholder({ annotations: { [DELETION_COST]: text } }).removability?.cost, cost))
  it('none is 0', () => assert.equal(placeholder().removability?.cost, 0))
})
