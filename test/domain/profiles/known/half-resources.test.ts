import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { halfResources } from '../../../../src/domain/profiles/known/half-resources.ts'
import { profilesIn } from '../../../support/profiles.ts'

const BOTH = 'resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}'
const warnings = (yaml: string) =>
  halfResources(profilesIn(yaml)).map(({ line, level, text }) => `${line}: ${level}: ${text}`)

describe('requests or limits alone, after a profile for everybody that gives the other', () => {
  for (const [what, yaml, said] of [
    [
      'a size with limits',
      `profiles:\n- {name: all, ${BOTH}}\nsizes:\n- {name: Large, resources: {limits: {memory: 32Gi}}}`,
      ['4: warning: size "Large" gives `limits` alone, so that the `requests` of profile "all" stay; write both'],
    ],
    [
      'a profile with requests',
      `profiles:\n- {name: all, ${BOTH}}\n- {name: ada, users: [ada], resources: {requests: {memory: 32Gi}}}`,
      ['3: warning: profile "ada" gives `requests` alone, so that the `limits` of profile "all" stay; write both'],
    ],
    ['both', `profiles:\n- {name: all, ${BOTH}}\nsizes:\n- {name: Large, ${BOTH}}`, []],
    [
      'nothing to keep',
      'profiles:\n- {name: all, resources: {limits: {memory: 1Gi}}}\nsizes:\n- {name: L, resources: {limits: {memory: 2Gi}}}',
      [],
    ],
    [
      'what another user has',
      `profiles:\n- {name: grace, users: [grace], ${BOTH}}\n- {name: ada, users: [ada], resources: {limits: {memory: 2Gi}}}`,
      [],
    ],
    [
      'a size, after a profile for some',
      `profiles:\n- {name: grace, users: [grace], ${BOTH}}\nsizes:\n- {name: Large, resources: {limits: {memory: 32Gi}}}`,
      ['4: warning: size "Large" gives `limits` alone, so that the `requests` of profile "grace" stay; write both'],
    ],
    ['a profile before it', `profiles:\n- {name: a, resources: {limits: {memory: 1Gi}}}\n- {name: all, ${BOTH}}`, []],
  ] as const)
    it(what, () => assert.deepEqual(warnings(yaml), said))
})
