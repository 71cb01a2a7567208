import { setImmediate as turn } from 'node:timers/promises'
import { decodeSteps } from '../../src/domain/calendar/text/decode.ts'

/** The text of a calendar's bytes, some hundred thousand a turn of the event loop. */
export async function decodeInTurns(bytes: Uint8Array, charset?: string): Promise<string> {
  const steps = decodeSteps(bytes, charset)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await turn()
  }
}
