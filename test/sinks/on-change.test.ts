import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { onChange, onNew } from '../../src/sinks/on-change.ts'

describe('onChange', () => {
  it('tells what came and what went, each once', () => {
    const told: string[] = []
    const tell = onChange<string>(
      (one) => told.push(`+${one}`),
      (one) => told.push(`-${one}`),
    )
    for (const list of [['a', 'b'], ['b', 'a'], ['b', 'c'], [], ['a']]) tell(list, (one) => one)
    assert.deepEqual(told, ['+a', '+b', '+c', '-a', '-b', '-c', '+a'])
  })
})

describe('onNew', () => {
  it('tells what was not there the last time, by its key', () => {
    const told: string[] = []
    const tell = onNew<readonly [string, string]>(
      ([key]) => key,
      ([key, text]) => told.push(`${key} ${text}`),
    )
    tell([['a', 'first']])
    tell([
      ['a', 'said already'],
      ['b', 'first'],
    ])
    tell([['b', 'still there']])
    tell([['a', 'again']])
    assert.deepEqual(told, ['a first', 'b first', 'a again'])
  })
})
