import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readDescription } from '../../../../src/domain/calendar/description/description.ts'
import { fc, ofThousands } from '../../../support/properties.ts'
import { answerTo, sayAsks } from './answer.ts'
import { line, nearly, plainNumber } from './written.ts'

const RUNS = ofThousands(100)

it(`property: of ${RUNS.numRuns} lines that name a unit or a pool each counts or is reported`, () => {
  let counted = 0
  fc.assert(
    fc.property(line, (text) => {
      const { asks, problems, remarks } = answerTo(text)
      if (Object.keys(asks).length > 0) counted++
      else assert(problems.length + remarks.length > 0, `nothing is said of ${JSON.stringify(text)}`)
    }),
    RUNS,
  )
  // Neither all nor none of them: then it would say nothing. Half do; of a tenth of the lines it is a little more or less.
  assert(counted > RUNS.numRuns * 0.45 && counted < RUNS.numRuns * 0.9, `${counted} count`)
})

it('property: of lines that nearly name a unit, or name a pool as one, each counts or is reported', () => {
  fc.assert(
    fc.property(nearly, (text) => {
      const { asks, problems, remarks } = answerTo(text)
      assert(
        Object.keys(asks).length + problems.length + remarks.length > 0,
        `nothing is said of ${JSON.stringify(text)}`,
      )
    }),
    ofThousands(10),
  )
})

const NUMBER = /\d+/g

it('property: no answer has a number that does not stand in the line', () => {
  fc.assert(
    fc.property(line, (text) => {
      const { problems, remarks } = answerTo(text)
      for (const said of [...problems, ...remarks])
        for (const [, suggestion = ''] of said.matchAll(/[:;,]? `([^`]*)`[^`]* would be right/g))
          for (const number of suggestion.match(NUMBER) ?? []) assert(isIn(Number(number), text), `${said}\n${text}`)
    }),
    ofThousands(10),
  )
})

/** As it stands, grouped, rounded up or by thousands. */
function isIn(value: number, text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[\ufe0f\u20e3]/g, '')
  const joined = plain.replaceAll(/(?<=\d)[., {2}'’_](?=\d{3})/g, '')
  const numbers = [...(plain.match(NUMBER) ?? []), ...(joined.match(NUMBER) ?? [])].map(Number)
  const isWord = !/\d/.test(plain.replace('1. ', ''))
  return isWord || numbers.some((one) => [one, one + 1, one * 1000].includes(value)) || /[k%]/.test(plain)
}

it('property: what is suggested is understood, and means what was suggested', () => {
  fc.assert(
    fc.property(line, (text) => {
      const { problems, remarks } = answerTo(text)
      for (const said of [...problems, ...remarks])
        for (const [, suggestion = ''] of said.matchAll(/`([^`]*\d[^`]*)`(?= would be right|$)/g)) {
          const { asks, problems: still } = answerTo(suggestion)
          assert.deepEqual([Object.keys(asks).length, still], [1, []], `${suggestion} of ${text}`)
        }
    }),
    ofThousands(10),
  )
})

it('property: a line that counts means what it is read as', () => {
  fc.assert(
    fc.property(line, (text) => {
      const { asks, remarks } = answerTo(text)
      for (const remark of remarks) {
        const [, canonical] = /read as `([^`]*)`$/.exec(remark) ?? []
        if (canonical !== undefined) assert.equal(sayAsks(answerTo(canonical).asks), sayAsks(asks), text)
      }
    }),
    ofThousands(10),
  )
})

const PROSE = [
  (n: number) => `Room ${n}`,
  (n: number) => `Data ${n}`,
  (n: number) => `Room: ${n}`,
  (n: number) => `Chapter ${n}, page ${n + 1}`,
  (n: number) => `Meeting ID: ${n} ${n + 1}`,
  (n: number) => `PIN: ${n}`,
  (n: number) => `Students in room ${n}`,
  (n: number) => `Students should read page ${n}`,
  (n: number) => `Office hours for students: room ${n}`,
  (n: number) => `Participants: see page ${n}`,
  (n: number) => `Lab ${n}: recursion`,
  (n: number) => `${n} students per group`,
  (n: number) => `The tree has ${n} nodes.`,
  (n: number) => `students ${n} orientation`,
  (n: number) => `students: ${n} EUR`,
  (n: number) => `students: ${n}:30`,
  (n: number) => `students: ${n}/${n + 1}`,
  (n: number) => `Student ID: ${n}`,
  (n: number) => `Studierende bringen ${n} Stifte mit`,
  (n: number) => `学生は${n}本のペンを持参`,
]

it('property: prose asks for nothing, whatever its numbers', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PROSE), plainNumber, (say, n) => {
      assert.deepEqual(answerTo(say(n)).asks, {}, say(n))
      assert.deepEqual(answerTo('', { title: say(n) }).asks, {}, `in a title: ${say(n)}`)
    }),
    ofThousands(5),
  )
})

it('property: of many lines, in one or in several, nothing throws', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      readDescription(lines.join('\n'))
      readDescription(lines.join('<br>'))
      readDescription(lines.join(' '))
    }),
    ofThousands(1),
  )
})
