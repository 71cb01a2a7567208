/** What can happen to the lines of a watch on their way. */
import type { Random } from '../../../src/simulation/cluster/random.ts'
import type { Out, Passage } from './trouble.ts'

/** They come a few bytes at a time. */
export function dripping({ bytes, everyMs }: { readonly bytes: number; readonly everyMs: number }): Passage {
  let waiting = Buffer.alloc(0)
  let timer: NodeJS.Timeout | undefined
  const drop = (out: Out) => {
    if (waiting.length > 0) out.write(waiting.subarray(0, bytes))
    waiting = waiting.subarray(bytes)
  }
  return {
    take: (lines, out) => {
      waiting = Buffer.concat([waiting, Buffer.from(`${lines.join('\n')}\n`)])
      timer ??= setInterval(() => drop(out), everyMs).unref()
    },
    release: (out) => {
      clearInterval(timer)
      if (waiting.length > 0) out.write(waiting)
      waiting = Buffer.alloc(0)
    },
  }
}

/** In the middle of the first line that comes it is over, with an end of the answer or without. */
export const cutShort = (how: 'end' | 'reset'): Passage => ({
  take: ([first = ''], out) => {
    out.write(first.slice(0, Math.ceil(first.length / 2)))
    out[how]()
  },
  release: () => undefined,
})

/** Each comes twice, and neighbours that are about different objects change places now and then. */
export const muddled = (random: Random): Passage => ({
  take: (lines, out) => {
    const twice = lines.flatMap((line) => [line, line])
    for (let at = 0; at + 1 < twice.length; at++) {
      const [one = '', next = ''] = [twice[at], twice[at + 1]]
      if (uidIn(one) !== uidIn(next) && random() < 0.5) [twice[at], twice[at + 1]] = [next, one]
    }
    out.write(`${twice.join('\n')}\n`)
  },
  release: () => undefined,
})

/** Between them stands what no API server says. */
export const littered = (random: Random): Passage => ({
  take: (lines, out) => {
    const at = Math.floor(random() * (lines.length + 1))
    const litter = LITTER[Math.floor(random() * LITTER.length)] ?? ''
    out.write(`${lines.toSpliced(at, 0, litter).join('\n')}\n`)
  },
  release: () => undefined,
})

const LITTER = [
  '{"type":"ADDED","object":{"metadata":{}}}',
  '{"type":"MODIFIED","object":null}',
  '{"type":"SURPRISE"}',
  '<html>502 Bad Gateway</html>',
  'null',
  '[]',
]

const uidIn = (line: string) => /"uid":"([^"]+)"/.exec(line)?.[1]
