import assert from 'node:assert/strict'
import type { TellRefusal } from '../../../src/server/connections/refusal.ts'

/** A server that closes a connection to bound them fails the test. */
export const NO_REFUSAL: TellRefusal = (refusal) => assert.fail(`a connection was refused: ${JSON.stringify(refusal)}`)
