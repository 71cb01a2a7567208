import { ConnectionError } from './connection-error.ts'
import type { ApiResponse, Transport } from './transport.ts'

export interface TransportEvents {
  /**
   * The server has answered something, as one that is well does.
   * @param serverMs its own time, epoch ms; undefined: it does not say
   */
  readonly onAnswer: (serverMs: number | undefined) => void
  /** It did not answer in time: what is open beside it may be as dead. */
  readonly onTimeout: (because: string) => void
}

/** A transport that tells how the server fares, whoever asks it. What is answered, and what is thrown, stays as it is. */
export const listened = (transport: Transport, { onAnswer, onTimeout }: TransportEvents): Transport => ({
  ...transport,
  request: async (request) => {
    try {
      const response = await transport.request(request)
      if (response.status < 500 && response.status !== 429) onAnswer(timeOf(response))
      return response
    } catch (error) {
      if (error instanceof ConnectionError && error.code === 'timeout') onTimeout(error.message)
      throw error
    }
  },
})

function timeOf({ headers }: ApiResponse): number | undefined {
  const ms = Date.parse(headers?.date ?? '')
  return Number.isNaN(ms) ? undefined : ms
}
