import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { screenOn, type Terminal } from '../../../src/commands/status/screen.ts'

/** What was written so far, with what steers the terminal as letters. */
function terminal(spec: Omit<Terminal, 'write'> = {}) {
  const written: string[] = []
  return { written, screen: screenOn({ ...spec, write: (text) => written.push(text.replaceAll('\u001b[', '^')) }) }
}

describe('a status that is watched', () => {
  it('in a pipe is a block for each change, and nothing for none', () => {
    const { written, screen } = terminal()
    for (const [key, text] of [
      ['a', 'a\n\nOf 09:00'],
      ['a', 'a\n\nOf 09:01'],
      ['b', 'b\n\nOf 09:02'],
    ] as const)
      screen.show(key, text)
    assert.deepEqual(written, ['a\n\nOf 09:00\n', '\nb\n\nOf 09:02\n'])
  })
  it('as JSON is a line for each', () => {
    const { written, screen } = terminal()
    for (const key of ['a', 'b']) screen.show(key, `{"at":"${key}"}`)
    assert.equal(written.join(''), '{"at":"a"}\n{"at":"b"}\n')
  })
  it('at a terminal is drawn over the one before, long lines included', () => {
    const { written, screen } = terminal({ isTTY: true, columns: 10, rows: 20 })
    screen.show('a', `short\n\u001b[31m${'x'.repeat(25)}\u001b[39m`)
    screen.show('a', 'short')
    assert.deepEqual(written, [`\rshort^K\n^31m${'x'.repeat(25)}^39m^K\n^J`, '^4A\rshort^K\n^J'])
  })
  it('is cut where the terminal ends: what has scrolled away cannot be drawn over', () => {
    const { written, screen } = terminal({ isTTY: true, columns: 80, rows: 5 })
    screen.show('a', '1\n2\n3\n4\n5\n6')
    assert.equal(written[0], '\r1^K\n2^K\n3^K\n…^K\n^J')
    screen.show('b', '1')
    assert.equal(written[1], '^4A\r1^K\n^J')
  })
  it('steers the terminal itself, and nothing that it shows does', () => {
    const { written, screen } = terminal({ isTTY: true, columns: 80, rows: 5 })
    screen.show('a', 'a\u001b[2Jb\u202ec')
    assert.equal(written[0], '\ra\\u001b[2Jb\\u202ec^K\n^J')
  })
  it('knows how many rows a wide character takes', () => {
    const { written, screen } = terminal({ isTTY: true, columns: 10, rows: 20 })
    screen.show('a', '試験'.repeat(4))
    screen.show('b', 'b')
    assert.equal(written[1], '^2A\rb^K\n^J')
  })
})
