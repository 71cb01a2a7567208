import type { FastifyReply, FastifyRequest } from 'fastify'

/** All that somebody hears of a fault of ours: messages and stacks name paths, addresses and other people's objects. */
export const FAULT = 'a fault of warmseats; its log says which'

export interface FaultsDeps {
  /** Told of what was thrown. */
  readonly onFault: (error: unknown) => void
  /** The answer in the words of whoever asks. Default: `{because}`. */
  readonly answer?: (because: string, status: number) => object
}

/**
 * What is thrown while a request is answered, on each of our ports. What the request itself did is said, as 4xx; everything
 * else is 500 and a fault of ours.
 */
export const faults =
  ({ onFault, answer = (because) => ({ because }) }: FaultsDeps) =>
  (error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.type('application/json; charset=utf-8')
    const refusal = refusalOf(error)
    if (refusal) return reply.code(refusal.status).send(answer(refusal.because, refusal.status))
    onFault(error)
    return reply.code(500).send(answer(FAULT, 500))
  }

/** What fastify says of a request; undefined: it was not the request. */
function refusalOf(error: unknown): { readonly status: number; readonly because: string } | undefined {
  const { statusCode = 500 } = error instanceof Error ? (error as Error & { readonly statusCode?: number }) : {}
  return error instanceof Error && statusCode >= 400 && statusCode < 500
    ? { status: statusCode, because: error.message }
    : undefined
}
