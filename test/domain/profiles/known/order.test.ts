import assert from 'node:assert/strict'
import { it } from 'node:test'
import { misplaced } from '../../../../src/domain/profiles/known/order.ts'
import { timed } from '../../../support/cpu-time.ts'
import { profilesIn } from '../../../support/profiles.ts'

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
  [
    'of what several gave, the last of them loses it',
    '- {name: a, users: [a], env: {A: x, B: x}}\n- {name: b, users: [b], env: {A: x}}\n- {name: all, env: {A: y, B: y}, gpu: 1}',
    [
      '4: profile "all" is for everybody and stands after profile "b" and takes back its A: later wins, so put it first',
    ],
  ],
] as const)
  it(what, () => assert.deepEqual(warnings(yaml), said))

it('a ConfigMap full of profiles holds nobody up, and of very many the first are said', () => {
  const list = (count: number, item: (at: number) => string) => Array.from({ length: count }, (_, at) => item(at))
  const some = list(1000, (at) => `- {users: [u${at}], env: {A: "1"}}`)
  const set = profilesIn(`profiles:\n${[...some, ...list(1000, () => '- {env: {A: "1"}}')].join('\n')}`)
  const { result: all, tookMs } = timed(() => misplaced(set))
  assert.ok(tookMs < 1000, `${tookMs} ms`)
  assert.equal(all.length, 201)
  assert.equal(all.at(-1)?.text, '800 more of this kind are not listed')
})
