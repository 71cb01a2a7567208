import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applyProfiles } from '../../../../src/domain/profiles/applying/apply.ts'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'
import { REFUSED, TAKEN } from '../../../support/refused-values.ts'

const BARE = { metadata: {}, spec: { containers: [{ name: 'notebook', image: 'base:1' }] } }

/** What is said, and what of it reaches the pod. test/e2e/profiles/profiles.test.ts asks a real API server about each. */
function given(profile: string) {
  const { set, problems } = readProfiles(`profiles: [${profile}]`, 'p.yaml')
  const applied = applyProfiles(BARE, set, { user: '', image: 'base:1' })
  return { said: [...problems, ...applied.problems], pod: applied.pod }
}

describe('a value that the API server refuses is said, and is not in the pod', () => {
  for (const [what, profile] of REFUSED)
    it(what, () => {
      const { said, pod } = given(profile)
      assert.equal(said.length, 1)
      assert.deepEqual(pod.spec, BARE.spec)
    })
})

describe('one that it takes is in the pod', () => {
  for (const [what, profile] of TAKEN)
    it(what, () => {
      const { said, pod } = given(profile)
      assert.deepEqual(said, [])
      assert.notDeepEqual(pod.spec, BARE.spec)
    })
})
