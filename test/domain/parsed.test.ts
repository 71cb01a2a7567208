import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml'
import { isMap, parseJson, parseYamlMap, type YamlMistake, yamlMistake } from '../../src/domain/parsed.ts'
import { fc } from '../support/properties.ts'

describe('a map', () => {
  const table: [name: string, value: unknown, expected: boolean][] = [
    ['one with keys', { a: 1 }, true],
    ['an empty one', {}, true],
    ['one without a prototype', Object.create(null), true],
    ['a list', ['a'], false],
    ['null', null, false],
    ['nothing', undefined, false],
    ['a text', 'a', false],
    ['a number', 1, false],
  ]
  for (const [name, value, expected] of table) it(`${name}: ${expected}`, () => assert.equal(isMap(value), expected))
})

describe('JSON', () => {
  const table: [text: string, expected: unknown][] = [
    ['{"a": [1, null]}', { a: [1, null] }],
    ['"a"', 'a'],
    ['null', null],
    ['', undefined],
    ['{"a":', undefined],
    ['<html>Bad Gateway</html>', undefined],
  ]
  for (const [text, expected] of table) it(text || 'no text', () => assert.deepEqual(parseJson(text), expected))
})

function mistakeIn(yaml: string): YamlMistake | undefined {
  try {
    load(yaml, { schema: CORE_SCHEMA.withTags(mergeTag) })
  } catch (error) {
    return yamlMistake(error)
  }
  return undefined
}

describe('a mistake in YAML is named with its kind and place, and nothing of the text', () => {
  for (const [yaml, kind, line, column] of [
    ['value: !s3cret', 'unknown scalar tag', 1, 8],
    ['value: !s3cret [a]', 'unknown sequence tag', 1, 8],
    ['value: !s3cret {a: b}', 'unknown mapping tag', 1, 8],
    ['a: b\nvalue: *s3cret', 'unidentified alias', 2, 9],
    ['value: *s3"cret"more', 'unidentified alias', 1, 9],
    ['value: !s3cret!a b', 'undeclared tag handle', 1, 17],
    ['value: !<s3"cret> b', 'tag name cannot contain such characters', 1, 18],
    ['%TAG !s3cret! a\n%TAG !s3cret! b\n---\na', 'there is a previously declared suffix', 3, 1],
    ['value: !!int s3cret', 'cannot resolve a node', 1, 8],
    ['s3cret: a\ns3cret: b', 'duplicated mapping key', 2, 1],
    ["value: 's3cret", 'unexpected end of the stream within a single quoted scalar', 1, 15],
    ['{a: b\nc: s3cret', 'missed comma between flow collection entries', 2, 2],
  ] as const)
    it(yaml, () => assert.deepEqual(mistakeIn(yaml), { kind, line, column }))

  it('a text without a document has no place', () =>
    assert.deepEqual(mistakeIn(''), { kind: 'expected a document, but the input is empty' }))

  it('another error is not quoted at all', () =>
    assert.deepEqual(yamlMistake(new Error('s3cret')), { kind: 'it cannot be read' }))

  const SIGNS = [...'!*&"\'<>[]{}:,\n -|#@`%?\\', ': ', '- ', '!!int ', '!!merge ', '<<: ', '%TAG ', '---\n']
  it('whatever stands around the secret', () => {
    let mistakes = 0
    const piece = fc.oneof(fc.constantFrom(...SIGNS), fc.constant('s3cret'))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const mistake = mistakeIn(`value: ${pieces.join('')}`)
        if (mistake) mistakes++
        assert.doesNotMatch(mistake?.kind ?? '', /s3cret/)
      }),
      { numRuns: 5000 },
    )
    assert.ok(mistakes > 1000)
  })
})

describe('a mapping in YAML', () => {
  it('is read', () => assert.deepEqual(parseYamlMap('a: {b: 1}'), { a: { b: 1 } }))
  for (const text of ['', 'a', '- a', 'a: [', 'a: *b'])
    it(`is not in ${JSON.stringify(text)}`, () => assert.equal(parseYamlMap(text), undefined))
})
