import assert from 'node:assert/strict'
import { it } from 'node:test'
import { misplaced } from '../../../src/domain/profiles/order.ts'
import { profilesIn } from '../../support/profiles.ts'

const warnings = (yaml: string) =>
  misplaced(profilesIn(`profiles:\n${yaml}`)).map(({ line, text }) => `${line}: ${text}`)

for (const [what, yaml, said] of [
  ['globals first', '- {name: all}\n- {name: ada, users: [ada]}', []],
  ['several globals', '- {name: a, env: {A: x}}\n- {name: b, env: {A: y}}', []],
  [
    'globals last',
    '- {name: ada, users: [ada]}\n- {name: all, env: {A: x}}',
    ['3: profile "all" is for everybody and stands after profile "ada": later wins, so put it first'],
  ],
  [
    'what it takes back, of the one that loses most',
    '- {name: a, users: [a], env: {A: x}, resources: {limits: {cpu: 1}}}\n- {name: b, images: [b], env: {C: x}}\n- {name: all, users: ["*"], env: {A: y}, resources: {limits: {cpu: 2}}}',
    [
      '4: profile "all" is for everybody and stands after profile "a" and takes back its A, resource limits: later wins, so put it first',
    ],
  ],
  [
    'after one for some users and before another',
    '- {name: a, users: [a]}\n- {users: [b]}\n- {name: all}\n- {users: [c]}',
    ['4: profile "all" is for everybody and stands after profile 2: later wins, so put it first'],
  ],
] as const)
  it(what, () => assert.deepEqual(warnings(yaml), said))
