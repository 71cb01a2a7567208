import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { objectNameFor, refName } from '../../../../src/domain/profiles/services/service-name.ts'

const NAMES: readonly [name: string, user: string, inFull: string][] = [
  ['spark', 'ada', 'spark-ada'],
  ['spark-ada', 'ada', 'spark-ada'],
  ['ada', 'ada', 'ada'],
  ['ada.spark', 'ada', 'ada.spark'],
  // Not a part of its own: another user's name may hold it too.
  ['adapter', 'ada', 'adapter-ada'],
  ['spark-ada-40example-2eorg', 'ada@example.org', 'spark-ada-40example-2eorg'],
  ['spark', 'Ada', 'spark-u--41da'],
  ['u--41da-spark', 'Ada', 'u--41da-spark'],
  ['ada.'.repeat(60), 'ada', 'ada.'.repeat(60)],
]

describe('names of objects of services', () => {
  for (const [name, user, inFull] of NAMES)
    it(`${name} of ${user} → ${inFull}`, () => assert.equal(objectNameFor(name, user), inFull))

  it('a long one is cut, stays different for each user, and is a DNS label', () => {
    const names = ['x', 'y'].map((last) => objectNameFor('spark', 'ada'.repeat(30) + last))
    assert.equal(new Set(names).size, 2)
    for (const name of names) assert.match(name, /^[a-z0-9][-a-z0-9]{0,61}[a-z0-9]$/)
  })

  it('one that the template gives is cut where the API server would refuse it', () => {
    const name = objectNameFor(`ada-${'x'.repeat(300)}`, 'ada')
    assert.equal(name.length, 253)
    assert.match(name, /^ada-x+--h[0-9a-f]{24}$/)
  })

  it('the owner’s name has the user in it, at most 253 characters', () => {
    assert.equal(refName('ada@example.org'), 'singleuser-service-ref-ada-40example-2eorg')
    assert.equal(refName('ü'.repeat(200)).length, 253)
    assert.notEqual(refName('ü'.repeat(200)), refName('ü'.repeat(201)))
  })
})
