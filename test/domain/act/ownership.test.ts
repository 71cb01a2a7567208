import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Ownership, ownershipOf, whyRefused } from '../../../src/domain/act/ownership.ts'
import type { PlaceholderDeployment } from '../../../src/domain/cluster/deployment.ts'
import { config } from '../../support/config.ts'
import { deployment, OWNER, predecessors } from '../../support/deployment.ts'

const ours = deployment()
const old = predecessors()
const foreign = { ...old, templateLabels: { app: 'web' } }

describe('whose a Deployment is', () => {
  const table: [string, PlaceholderDeployment, Ownership, RegExp | undefined][] = [
    ['with our owner', ours, 'ours', undefined],
    ['with our owner, whatever somebody did to its labels', { ...ours, labels: {} }, 'ours', undefined],
    ['with another owner', { ...ours, ownerUids: ['x'] }, 'another release', /another Warmseats release/],
    ['whose owner somebody removed', { ...ours, ownerUids: [] }, 'ours', undefined],
    [
      'or not of our making',
      { ...ours, ownerUids: [], annotations: {} },
      'another release',
      /another Warmseats release/,
    ],
    ['without owner, with placeholder labels', old, 'predecessor', undefined],
    ["somebody's with placeholder labels", { ...old, ownerUids: ['x'] }, 'somebody', /not ours/],
    ['without placeholder labels', foreign, 'somebody', /not ours/],
  ]
  for (const [name, stands, ownership, refusal] of table)
    it(`${name}: ${ownership}`, () => {
      assert.equal(ownershipOf(stands, OWNER, config()), ownership)
      const refused = whyRefused(stands, OWNER, config())
      if (refusal === undefined) assert.equal(refused, undefined)
      else {
        assert.equal(refused?.where, 'Deployment hub/user-placeholder')
        assert.match(refused.text, refusal)
      }
    })
  it('is no matter while it is being deleted', () =>
    assert.equal(whyRefused({ ...foreign, deleting: true }, OWNER, config()), undefined))

  it('without owner, in another namespace or of another name it is not adopted', () => {
    for (const other of [{ namespace: 'x' }, { name: 'x' }])
      assert.equal(ownershipOf({ ...ours, ownerUids: [], ...other }, OWNER, config()), 'another release')
  })
})
