import { given } from '../given.ts'

/** A message that could not be delivered, in words that name no address: whoever has it writes there too. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered'
  /** How long whoever refused it wants to be left alone. */
  readonly retryAfterMs?: number
  constructor(because: string, retryAfterMs?: number) {
    super(because)
    Object.assign(this, given({ retryAfterMs }))
  }
}
