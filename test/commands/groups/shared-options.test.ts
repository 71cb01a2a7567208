import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Command } from 'commander'
import { out, output, withFormat } from '../../../src/commands/groups/shared-options.ts'

const formatOf = (...words: string[]) => {
  const command = new Command('plan').addOption(output(['json', 'text', 'svg'], 'text', 'how')).addOption(out())
  command.parse(words, { from: 'user' })
  return withFormat(command.opts<{ out?: string; output: string }>(), command).output
}

it('the ending of a file names the format, unless -o does', () => {
  assert.equal(formatOf('--out', 'plan.svg'), 'svg')
  assert.equal(formatOf('--out', 'plan.JSON'), 'json')
  assert.equal(formatOf('--out', 'plan.txt'), 'text')
  assert.equal(formatOf('--out', 'plan.svg', '-o', 'json'), 'json')
  assert.equal(formatOf('--out', 'plan.svg', '-o', 'text'), 'text')
  assert.equal(formatOf('--out', 'plan.pdf'), 'text')
  assert.equal(formatOf(), 'text')
})
