/** Reads a list as a stream, to the mark where what is there ends. */
import type { Lines } from './exchange.ts'
import { Malformed } from './failure.ts'
import { readEvent, type WireEvent } from './wire.ts'

/** The server does not know what it was asked for: it sends changes, and no mark. */
export class Unmarked extends Error {
  override readonly name = 'Unmarked'
}

/**
 * @param heard told of each chunk that brings a line to its end
 * @param add told of each event
 * @returns the resourceVersion of all that was told: where a watch goes on. Those of the events before are in no order
 * @throws Unmarked; Malformed when it ends before the mark; ApiError for an ERROR event
 */
export async function readStreamedList(
  chunks: Lines,
  heard: () => void,
  add: (event: WireEvent) => void,
): Promise<string> {
  for await (const lines of chunks) {
    if (lines.length > 0) heard()
    for (const line of lines) {
      const event = readEvent(line)
      if (event.type !== 'BOOKMARK') add(event)
      else if (event.endsInitial) return event.resourceVersion
      // A server that marks the end sends no bookmark before it.
      else throw new Unmarked('the API server does not mark where a streamed list ends')
    }
  }
  throw new Malformed('it ended before all of it had come')
}
