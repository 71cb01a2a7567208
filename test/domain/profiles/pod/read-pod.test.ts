import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPod } from '../../../../src/domain/profiles/pod/read-pod.ts'
import { spawned } from '../../../support/profiles.ts'

const problemOf = (value: unknown): string => {
  const read = readPod(value)
  return 'problems' in read ? read.problems.map(({ where, text }) => `${where}: ${text}`).join('\n') : ''
}
const withAnnotations = (count: number) =>
  spawned({ annotations: Object.fromEntries(Array.from({ length: count }, (_, n) => [`example.org/a${n}`, 'x'])) })

describe('a pod', () => {
  it('is taken as it is', () => {
    const pod = spawned()
    assert.deepEqual(readPod(pod), { pod })
  })

  it('with nine thousand annotations too', () => assert.equal(problemOf(withAnnotations(9000)), ''))

  for (const [what, value, says] of [
    ['none', undefined, /^pod: /],
    ['no containers', { kind: 'Pod', metadata: {}, spec: { containers: [] } }, /^spec\.containers: needs at least one/],
    ['more values than any pod has', withAnnotations(10_000), /^pod: holds more than 10000 values/],
    ['values within values', { ...spawned(), deep: nested(10_001) }, /^pod: holds more than 10000 values/],
    [
      'a user whose name no hub takes',
      spawned({ user: 'u'.repeat(256) }),
      /^pod: is of a user whose name has 256 characters; at most 255$/,
    ],
  ] as const)
    it(`is refused: ${what}`, () => assert.match(problemOf(value), says))
})

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let n = 0; n < depth; n++) value = [value]
  return value
}
