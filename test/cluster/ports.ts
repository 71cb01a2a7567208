/** Free ports on loopback. */
import { createServer } from 'node:net'

// Below the ranges from which Linux (32768) and macOS (49152) take the ports of outgoing connections: a port that is free
// now is not taken by accident before its component listens on it, nor while an API server is down between two starts.
const lowest = 20_000
const highest = 31_999

/** Returns a port on which nothing listens now. Another cluster may draw the same one: be ready to try again. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest + 1))
    if (await isFree(port)) return port
  }
  throw new Error(`no free port between ${lowest} and ${highest} on 127.0.0.1: stop some clusters`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
