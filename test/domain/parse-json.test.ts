import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseJson } from '../../src/domain/parse-json.ts'

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
