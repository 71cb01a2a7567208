import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { onChange, onNew, TOLD_AT_ONCE } from '../../src/sinks/on-change.ts'

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

describe('very many at once', () => {
  const all = Array.from({ length: TOLD_AT_ONCE + 5 }, (_, index) => `${index}`)
  it('are counted after the first, where somebody tells how many: what came, and what went', () => {
    const told: string[] = []
    const tell = onChange<string>(
      (one) => told.push(`+${one}`),
      (one) => told.push(`-${one}`),
      { came: (count) => told.push(`+ ${count} more`), went: (count) => told.push(`- ${count} more`) },
    )
    tell(all, (one) => one)
    tell([], (one) => one)
    assert.equal(told.length, 2 * TOLD_AT_ONCE + 2)
    assert.deepEqual([told[TOLD_AT_ONCE], told.at(-1)], ['+ 5 more', '- 5 more'])
  })
  it('are not told again when one of them goes', () => {
    const told: string[] = []
    const tell = onNew<string>(
      (one) => one,
      (one) => told.push(one),
      (count) => told.push(`${count} more`),
    )
    tell(all)
    tell(all.slice(1))
    assert.deepEqual(told.slice(TOLD_AT_ONCE), ['5 more'])
  })
  it('are all told where nobody counts', () => {
    const told: string[] = []
    onNew<string>(
      (one) => one,
      (one) => told.push(one),
    )(all)
    assert.equal(told.length, all.length)
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
