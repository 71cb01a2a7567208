import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConnectionError } from '../../src/kubernetes/connection-error.ts'
import { listened } from '../../src/kubernetes/listened.ts'
import type { ApiResponse } from '../../src/kubernetes/transport.ts'

const answer = (status: number, date?: string) => ({ status, headers: { date } }) as unknown as ApiResponse
const NINE = Date.UTC(2026, 2, 24, 9)

describe('what a transport tells of its server', () => {
  const table: [name: string, outcome: ApiResponse | Error, told: string[]][] = [
    ['an answer', answer(200), ['answered']],
    ['an answer that says what time it is', answer(200, new Date(NINE).toUTCString()), [`answered at ${NINE}`]],
    ['a refusal is one too', answer(403), ['answered']],
    ['one that is not well says nothing', answer(503), []],
    ['nor one that wants to be left alone', answer(429), []],
    ['it did not answer in time', new ConnectionError('timeout', 'no answer'), ['no answer']],
    ['it refused the connection: nothing that is open is in doubt', new ConnectionError('refused', 'refused'), []],
  ]
  for (const [name, outcome, expected] of table)
    it(name, async () => {
      const told: string[] = []
      const { request } = listened(
        { request: async () => (outcome instanceof Error ? Promise.reject(outcome) : outcome) },
        {
          onAnswer: (ms) => told.push(ms === undefined ? 'answered' : `answered at ${ms}`),
          onRelief: () => told.push('relieved'),
          onTimeout: (because) => told.push(because),
        },
      )
      const asked = request({ method: 'GET', path: '/api' })
      if (outcome instanceof Error) await assert.rejects(asked, outcome)
      else assert.equal(await asked, outcome)
      assert.deepEqual(told, expected)
    })
})

it('a server relieves whom it lets do again what it refused, once, and nobody else', async () => {
  const answers = [403, 200, 200, 429, 404, 201, 500, 200]
  const told: number[] = []
  const { request } = listened(
    { request: async () => answer(answers.shift() ?? 200) },
    { onAnswer: () => undefined, onRelief: () => told.push(answers.length), onTimeout: () => undefined },
  )
  for (let times = 0; times < 8; times += 1) await request({ method: 'GET', path: '/api' })
  assert.deepEqual(told, [6, 2])
  answers.push(403, 200)
  await request({ method: 'GET', path: '/api' })
  await request({ method: 'GET', path: '/apis' })
  assert.equal(told.length, 2)
})
