/** One request on its way to the API server, and its answer on the way back. */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { StringDecoder } from 'node:string_decoder'
import type { Asked, Out, Passage } from './trouble.ts'

/** An answer under way. */
export interface Flow {
  readonly asked: Asked
  /** Whoever waits for more waits for ever: no byte, no end. */
  silence(): void
  /** Sends the lines of a watch through this from now on; without one they come as they are. */
  route(passage: Passage | undefined): void
  /** Says this line to a watch as the API server would, and ends it. */
  endWith(line: string): void
}

/** Passes the API server's answer on; `done` is called once, however it ends. */
export function watchFlow(
  asked: Asked,
  { upstream, answer, response }: Ends,
  passage: Passage | undefined,
  done: () => void,
): Flow {
  const decoder = new StringDecoder('utf8')
  let silent = false
  let through = passage
  let rest = ''
  const out: Out = {
    write: (text) => void (response.destroyed || response.writableEnded || silent || response.write(text)),
    end: () => void (silent || response.end()),
    reset: () => void (silent || response.socket?.destroySoon()),
  }
  const over = () => {
    done()
    through?.release(out)
    out.end()
  }
  response.writeHead(answer.statusCode ?? 0, headersOf(answer))
  response.flushHeaders()
  answer.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length === 0) return
    if (through) through.take(lines, out)
    else out.write(`${lines.join('\n')}\n`)
  })
  answer.once('end', over)
  answer.once('error', () => {
    done()
    out.reset()
  })
  response.once('close', () => {
    done()
    upstream.destroy()
  })
  return {
    asked,
    silence: () => {
      silent = true
    },
    route: (next) => {
      through?.release(out)
      through = next
    },
    endWith: (line) => {
      out.write(`${line}\n`)
      out.end()
    },
  }
}

export interface Ends {
  readonly upstream: ClientRequest
  readonly answer: IncomingMessage
  readonly response: ServerResponse
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

/** The headers that are the next hop's as well. */
export const headersOf = ({ headers }: IncomingMessage): NodeJS.Dict<string | string[]> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)))
