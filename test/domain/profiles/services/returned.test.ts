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

  for (const path of [
    "$.data[?count($.data[?count($.data[?@ != 'x']) > 1]) > 9]",
    '$.data[?@[?@.b]]',
    '$..[?length(@.a) > 1 && (@.b || !(@.c[?@ == 1]))]',
  ])
    it(`a filter in a filter is refused where it is written: ${path}`, () => {
      const made = { data: Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`k${at}`, 'v'])) }
      const { result, tookMs } = timed(() => readReturned([made], path))
      assert.ok(tookMs < 500, `${tookMs} ms`)
      const text = 'has a filter inside of a filter, which may run for ever; write one filter'
      assert.deepEqual(result, { at: 'refused', text: `\`${path}\` ${text}` })
      const resources = [{ name: 't', path: 'p' }]
      const { problems } = readProfiles(
        JSON.stringify({ profiles: [{ services: { s: { resources, return: { X: path } } } }] }),
        'p.yaml',
      )
      assert.deepEqual(
        problems.map((one) => one.text),
        [text],
      )
    })

  for (const [path, value] of [
    ["spec[?@ == 'x']", undefined],
    ["spec.hosts[?@ == 'x']", 'x'],
    ['$[?count(@.hosts[*]) > 1].workers', '2'],
  ] as const)
    it(`one filter is none too many: ${path}`, () => {
      const returned = readReturned(MADE, path)
      assert.equal(returned.at === 'found' ? returned.value : undefined, value)
    })

  it('nothing is put together beyond what a variable may hold', () => {
    const made = { data: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k${at}`, 'x'.repeat(500)])) }
    const { result, tookMs } = timed(() => readReturned([made], '$..*'))
    assert.ok(tookMs < 1000, `${tookMs} ms`)
    assert.match(JSON.stringify(result), /finds more than 32 KiB/)
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
