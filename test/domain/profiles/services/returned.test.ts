import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'
import { readReturned } from '../../../../src/domain/profiles/services/returned.ts'
import { timed } from '../../../support/cpu-time.ts'

const MADE = [
  { metadata: { name: 'spark-ada', labels: { 'a/b': 'c' } }, spec: { workers: 2, hosts: ['x', 'y'], tls: false } },
  { metadata: { name: 'notes-ada' } },
]

const FOUND: readonly [path: string, value: string][] = [
  ['$.spec.workers', '2'],
  ['spec.tls', 'false'],
  ['metadata.name', 'spark-ada,notes-ada'],
  ['spec.hosts[*]', 'x,y'],
  ['spec.hosts', '["x","y"]'],
  ["$.metadata.labels['a/b']", 'c'],
  ["['spec'].workers", '2'],
]

describe('what a service returns', () => {
  for (const [path, value] of FOUND)
    it(`${path} → ${value}`, () => assert.deepEqual(readReturned(MADE, path), { at: 'found', value }))

  it('a path that finds nothing is refused', () =>
    assert.deepEqual(readReturned(MADE, 'status.host'), {
      at: 'refused',
      text: '`status.host` finds nothing in what was made',
    }))

  it('and so is one that finds too much', () => {
    const text = '`data.x` finds more than 32 KiB'
    assert.deepEqual(readReturned([{ data: { x: 'x'.repeat(2 ** 15 + 1) } }], 'data.x'), { at: 'refused', text })
  })

  for (const name of ['search', 'match'])
    it(`one with ${name}() is refused: regular expressions may run for ever`, () => {
      const path = `$.metadata[?${name}(@, '^(a+)+$')]`
      const { result, tookMs } = timed(() => readReturned([{ metadata: { name: `${'a'.repeat(40)}!` } }], path))
      assert.ok(tookMs < 1000, `${tookMs} ms`)
      assert.equal(result.at, 'refused')
      const { problems } = readProfiles(
        JSON.stringify({
          profiles: [{ services: { s: { resources: [{ name: 't', path: 'p' }], return: { X: path } } } }],
        }),
        'p.yaml',
      )
      assert.deepEqual(
        problems.map(({ text }) => text),
        [`uses \`${name}()\`; regular expressions may run for ever, compare with \`==\``],
      )
    })

  it('one that is no JSONPath is named where it is written', () => {
    const yaml =
      'profiles:\n- services:\n    spark:\n      resources: [{name: t, path: p}]\n      return: {X: "spec["}\n'
    const { problems } = readProfiles(yaml, 'ConfigMap x')
    assert.deepEqual(
      problems.map(({ where, text }) => [where, text]),
      [
        [
          'ConfigMap x:5 profiles[0].services.spark.return.X',
          'is not a JSONPath such as `metadata.name`: unclosed bracketed selection',
        ],
      ],
    )
  })
})
