import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { apiErrorFromStatus, apiErrorOf, isNotShown } from '../../src/kubernetes/errors.ts'
import type { ApiResponse } from '../../src/kubernetes/transport.ts'

const response = (status: number, text: string, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers,
  body: (async function* () {})(),
  text: async () => text,
  json: async () => JSON.parse(text),
})

describe('apiErrorOf', () => {
  it('reads the Status in the body', async () => {
    const details = {
      retryAfterSeconds: 2,
      causes: [{ reason: 'FieldValueInvalid', message: 'must be ≥ 0', field: 'spec.replicas' }],
    }
    const error = await apiErrorOf(
      response(422, JSON.stringify({ code: 422, reason: 'Invalid', message: 'no', details })),
    )
    assert.deepEqual(
      [error.status, error.reason, error.message, error.retryAfterMs, error.causes],
      [422, 'Invalid', 'no', 2000, details.causes],
    )
  })

  for (const [what, text, message] of [
    ["a proxy's HTML", '<html><h1>502</h1> Bad\n Gateway</html>', '502 Bad Gateway'],
    ['nothing', '', 'HTTP 502'],
    ['other JSON', '[1]', '[1]'],
    [
      'odd fields',
      '{"code":"x","message":7,"details":{"causes":{}}}',
      '{"code":"x","message":7,"details":{"causes":{}}}',
    ],
  ] as const) {
    it(`makes do with ${what}`, async () => {
      const error = await apiErrorOf(response(502, text))
      assert.deepEqual([error.status, error.reason, error.message, error.retryAfterMs], [502, '', message, undefined])
    })
  }

  for (const [header, date, expected] of [
    ['7', undefined, 7000],
    ['0', undefined, 0],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 'Sun, 22 Nov 2026 10:00:00 GMT', 30_000],
    ['Sun, 22 Nov 2026 10:00:30 GMT', undefined, undefined],
    ['soon', undefined, undefined],
  ] as const) {
    it(`takes Retry-After: ${header} (${date ?? 'no Date'}) for ${expected} ms`, async () => {
      const headers = { 'retry-after': header, ...(date && { date }) }
      assert.equal((await apiErrorOf(response(429, '{}', headers))).retryAfterMs, expected)
    })
  }
})

describe('apiErrorFromStatus', () => {
  it('takes the code of the Status, and 500 without one', () => {
    assert.equal(apiErrorFromStatus({ code: 410, reason: 'Expired' }).status, 410)
    assert.equal(apiErrorFromStatus(null).status, 500)
    assert.equal(apiErrorFromStatus({ code: 0 }).status, 500)
  })
})

describe('isNotShown', () => {
  it('is what is not there, and what may not be seen', () => {
    for (const [code, is] of [
      [404, true],
      [403, true],
      [401, false],
      [500, false],
    ] as const)
      assert.equal(isNotShown(apiErrorFromStatus({ code })), is, String(code))
    assert.equal(isNotShown(new Error('404')), false)
  })
})
