import assert from 'node:assert/strict'
import { it } from 'node:test'
import { applyPatch } from 'rfc6902'
import { patchOf } from '../../../../src/domain/profiles/pod/patch.ts'
import type { EnvVar } from '../../../../src/domain/profiles/reading/profile.ts'
import { timed } from '../../../support/cpu-time.ts'

const pod = (...names: string[]) => ({
  spec: {
    containers: [{ name: 'notebook', env: names.map((name): EnvVar => ({ name: name[0] ?? '', value: name })) }],
  },
})
const ENV = '/spec/containers/0/env'

for (const [what, before, after, operations] of [
  ['nothing differs', ['a'], ['a'], []],
  ['one more', ['a'], ['a', 'b'], [{ op: 'add', path: `${ENV}/-`, value: { name: 'b', value: 'b' } }]],
  ['a new value', ['a', 'b'], ['a2', 'b'], [{ op: 'replace', path: `${ENV}/0/value`, value: 'a2' }]],
  ['one less', ['a', 'b'], ['b'], [{ op: 'replace', path: ENV, value: [{ name: 'b', value: 'b' }] }]],
] as const)
  it(what, () => {
    const [from, to] = [pod(...before), pod(...after)]
    const patch = patchOf(from, to)
    assert.deepEqual(patch, operations)
    assert.ok(applyPatch(from, [...patch]).every((error) => error === null))
    assert.deepEqual(from, to)
  })

it('a new field, with a slash in its name', () =>
  assert.deepEqual(patchOf({ metadata: {} }, { metadata: { labels: { 'a/b': 'c' } } }), [
    { op: 'add', path: '/metadata/labels', value: { 'a/b': 'c' } },
  ]))

it('fifty variables and one less, in the time that an API server waits for', () => {
  const names = Array.from({ length: 50 }, (_, at) => String.fromCharCode(0x100 + at))
  const [from, to] = [pod(...names), pod(...names.slice(1).map((name) => `${name}x`))]
  const { tookMs } = timed(() => {
    for (let round = 0; round < 100; round += 1) patchOf(from, to)
  })
  assert.ok(tookMs < 200, `${tookMs} ms`)
})
