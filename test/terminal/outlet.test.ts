import assert from 'node:assert/strict'
import { it } from 'node:test'
import { outgoing } from '../../src/terminal/outlet.ts'

const TEXT = '\u001b[31ma\u001b[39m\u001b[2J\r\n'

for (const [what, form, isTerminal, says] of [
  ['words, at a terminal', undefined, true, '\\u001b[31ma\\u001b[39m\\u001b[2J\r\n'],
  ['words, in a pipe', undefined, false, '\\u001b[31ma\\u001b[39m\\u001b[2J\r\n'],
  ['a painted text', 'painted', true, '\u001b[31ma\u001b[39m\\u001b[2J\r\n'],
  ['a file for a program, where a person sees it', 'data', true, '\\u001b[31ma\\u001b[39m\\u001b[2J\r\n'],
  ['a file for a program, on its way there', 'data', false, TEXT],
] as const)
  it(`what goes out: ${what}`, () => assert.equal(outgoing(TEXT, form, isTerminal), says))
