/** What a proxy can do to the traffic between a replica and the API server. */

/** A request of the replica, before anything is done with it. */
export interface Asked {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly isWatch: boolean
  readonly isWrite: boolean
}

/** An answer in the API server's place. Without a body it is a Status as the API server gives it. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The replica's end of a watch. */
export interface Out {
  write(text: string | Buffer): void
  /** Ends the answer as the API server does. */
  end(): void
  /** Closes the connection after what was written, without an end of the answer. */
  reset(): void
}

/** How the lines of one watch get through. */
export interface Passage {
  take(lines: readonly string[], out: Out): void
  /** The trouble is over, or the API server ended the watch: whatever was kept back comes out. */
  release(out: Out): void
}

export interface Trouble {
  /** Connections are reset before a word is said. */
  readonly refuses?: boolean
  /** Every answer comes so much later; watches are only begun later. */
  readonly delayMs?: number
  readonly answers?: (asked: Asked) => Answer | undefined
  /** These requests are carried out, and the connection is torn down instead of an answer. */
  readonly loses?: (asked: Asked) => boolean
  /** Makes the passage of a watch, once for each that is open or opened meanwhile. */
  readonly watches?: () => Passage
}
