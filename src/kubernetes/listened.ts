import { ConnectionError } from './connection-error.ts'
import type { ApiResponse, Transport } from './transport.ts'

export interface TransportEvents {
  /**
   * The server has answered something, as one that is well does.
   * @param serverMs its own time, epoch ms; undefined: it does not say
   */
  readonly onAnswer: (serverMs: number | undefined) => void
  /** It has let us do again what it had refused (401, 403, 429): what else it refused it may let us do too. */
  readonly onRelief: () => void
  /** It did not answer in time: what is open beside it may be as dead. */
  readonly onTimeout: (because: string) => void
}

/** A transport that tells how the server fares, whoever asks it. What is answered, and what is thrown, stays as it is. */
export function listened(transport: Transport, { onAnswer, onRelief, onTimeout }: TransportEvents): Transport {
  const refused = new Set<string>()
  return {
    ...transport,
    request: async (request) => {
      try {
        const response = await transport.request(request)
        const what = `${request.method} ${request.path}`
        if (response.status < 500 && response.status !== 429) onAnswer(timeOf(response))
        if (REFUSALS.has(response.status)) refused.add(what)
        else if (response.status < 400 && refused.delete(what)) onRelief()
        return response
      } catch (error) {
        if (error instanceof ConnectionError && error.code === 'timeout') onTimeout(error.message)
        throw error
      }
    },
  }
}

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 429])

function timeOf({ headers }: ApiResponse): number | undefined {
  const ms = Date.parse(headers?.date ?? '')
  return Number.isNaN(ms) ? undefined : ms
}
