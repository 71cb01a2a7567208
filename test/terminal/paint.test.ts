import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { styleText } from 'node:util'
import { type Colour, shownPainted } from '../../src/terminal/paint.ts'
import { fc } from '../support/properties.ts'
import { hostile, steeringIn } from './hostile.ts'

const COLOURS: readonly Colour[] = ['bold', 'gray', 'green', 'red', 'yellow']
const painted = (colours: Colour[], text: string) => styleText(colours, text, { validateStream: false })

describe('a painted text on its way to a terminal', () => {
  for (const colour of COLOURS)
    it(`keeps its colours: ${colour}`, () => {
      const text = painted([colour, 'bold'], 'Prüfung')
      assert.notEqual(text, 'Prüfung')
      assert.equal(shownPainted(text), text)
    })

  it('keeps nothing else, not even what hides a text', () =>
    assert.equal(shownPainted('a\u001b[8mb\u001b[2Jc\u001b[31;8md'), 'a\\u001b[8mb\\u001b[2Jc\\u001b[31;8md'))

  it('whatever stands in it', () =>
    fc.assert(
      fc.property(fc.constantFrom(...COLOURS), hostile, (colour, text) => {
        const said = shownPainted(painted([colour], text))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
        assert.deepEqual(steeringIn(said.replaceAll(/\u001b\[(?:1|22|31|32|33|39|90)m/g, '')), [])
      }),
    ))
})
