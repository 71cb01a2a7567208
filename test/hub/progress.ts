/** What the hub says while a server starts: a stream of server-sent events. */

export interface Progress {
  readonly progress: number
  readonly message?: string
  readonly ready?: boolean
  readonly failed?: boolean
}

/** The events of a stream, in whatever pieces it comes; empty lines keep it alive and say nothing. */
export async function* progressOf(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Progress, void, void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length)) as Progress
  }
}
