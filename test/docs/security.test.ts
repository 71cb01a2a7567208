/** docs/security.md: each attack names the test that does it, which is there, and each of who may attack has one. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, it } from 'node:test'
import { pathOf, read } from './support.ts'

const DOC = 'docs/security.md'
const text = read(DOC)

/** The rows of the table below a heading, as cells. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, below = ''] = text.split(`\n## ${heading}\n`)
  const [section = ''] = below.split('\n## ')
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '').trim()))
}

const actors = rowsBelow('At a glance').flatMap(([who = '']) => /\*\*(?:an? |the )?(.+?)\*\*/.exec(who)?.[1] ?? [])
const attacks = rowsBelow('What was tried')

describe(DOC, () => {
  it('names who could attack, and what they tried', () => {
    assert.ok(actors.length >= 5)
    assert.ok(attacks.length >= actors.length)
  })
  for (const actor of actors.filter((one) => one !== 'who writes the values'))
    it(`says what ${actor} tried`, () => assert.ok(attacks.some(([who]) => who === actor)))

  for (const [who, attack = '', , proof = ''] of attacks)
    it(`${who}: ${attack}`, () => {
      const [, title = '', file = ''] = /^\[(.+)\]\((.+)\)$/.exec(proof) ?? []
      const path = posix.join('docs', file)
      assert.ok(existsSync(pathOf(path)), `there is no ${path}`)
      assert.ok(read(path).replaceAll("\\'", "'").includes(title), `${path} has no test \`${title}\``)
    })
})
