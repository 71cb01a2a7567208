import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerTo, sayAsks } from './answer.ts'
import type { Row } from './texts/row.ts'
import { TEXTS } from './texts/texts.ts'

function rowOf(text: string): Row {
  const [description = '', title = ''] = text.split('§')
  const { asks, problems, remarks } = answerTo(description, { title })
  const says = [...problems.map((one) => `problem: ${one}`), ...remarks.map((one) => `remark: ${one}`)]
  return [text, sayAsks(asks), ...says]
}

for (const [kind, rows] of Object.entries(TEXTS))
  describe(`what people write: ${kind}`, () => {
    for (const row of rows) it(JSON.stringify(row[0]), () => assert.deepEqual(rowOf(row[0]), row))
  })

it('there are enough of them to mean something, each once', () => {
  const texts = Object.values(TEXTS).flatMap((rows) => rows.map(([text]) => text))
  assert(texts.length >= 300, `${texts.length}`)
  assert.equal(new Set(texts).size, texts.length)
})
