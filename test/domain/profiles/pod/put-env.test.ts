import assert from 'node:assert/strict'
import { it } from 'node:test'
import { putEnv } from '../../../../src/domain/profiles/pod/put-env.ts'
import type { EnvVar } from '../../../../src/domain/profiles/reading/profile.ts'

const list = (text: string): EnvVar[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => ({ name: one.split('=')[0] ?? '', value: one.split('=')[1] ?? '' }))
const put = (existing: string, added: string) => {
  const once = putEnv(list(existing), list(added), (variable) => variable)
  assert.deepEqual(
    putEnv(once, list(added), (variable) => variable),
    once,
    'twice is once',
  )
  return once.map(({ name, value }) => `${name}=${value}`).join(' ')
}

for (const [what, existing, added, result] of [
  ['new ones come last', 'A=1', 'B=2 C=3', 'A=1 B=2 C=3'],
  ['one of the same name is replaced in its place', 'A=1 B=$(A)', 'A=2', 'A=2 B=$(A)'],
  ['one that refers to a new one goes behind it', 'B=1', 'A=2 B=$(A)', 'A=2 B=$(A)'],
  ['one that refers to what the pod has behind it goes behind that', 'B=1 X=2', 'B=$(X)', 'X=2 B=$(X)'],
  ['one that refers to what is added after it stays', 'B=1', 'B=$(A) A=2', 'B=$(A) A=2'],
  ['a reference to nothing', 'B=1', 'B=$(NONE)', 'B=$(NONE)'],
  ['of two in the pod the last counts', 'A=1 B=1 A=2', 'A=3', 'A=1 B=1 A=3'],
  ['twice in what is added', '', 'A=1 A=2', 'A=2'],
] as const)
  it(what, () => assert.equal(put(existing, added), result))
