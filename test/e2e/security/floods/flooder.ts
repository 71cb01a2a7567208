/**
 * Floods one port: opens connections from ten addresses as fast as the server takes them, sends the beginning of something on each, and
 * keeps them. Faster, and the kernel's own queue before the server is full: of that no program knows. Says how many were opened;
 * lives until it is killed.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { floodingAddress } from './addresses.ts'

export interface Opened {
  readonly opened: number
  readonly failed: number
}

const [, , port = '', kind = '', count = ''] = process.argv
const AT_ONCE = 200

/** The first message of a handshake: it costs the server a signature, and who sends it nothing. */
async function clientHello(): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it has no port')
  const socket = connectTls({ port: address.port, host: '127.0.0.1', rejectUnauthorized: false })
  socket.on('error', () => undefined)
  const [heard] = (await once(server, 'connection')) as [Socket]
  const [hello] = (await once(heard, 'data')) as [Buffer]
  socket.destroy()
  server.close()
  return hello
}

const BEGINNINGS: Readonly<Record<string, readonly (Buffer | string)[]>> = {
  http: [
    '',
    'POST /try HTTP/1.1\r\nHost: loc',
    'POST /try HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\na=',
  ],
  https: ['', await clientHello()],
}

/** Of those through TLS one in so many ends its handshake, and begins a request: that costs this side as much as the other. */
const HANDSHAKES = 10
const HALF_A_REQUEST = 'POST /mutate/x HTTP/1.1\r\nHost: x\r\n'

let failed = 0
const kept: Socket[] = []
async function open(n: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress: floodingAddress(n) })
  kept.push(socket.resume())
  const beginnings = BEGINNINGS[kind] ?? []
  socket.on('error', () => undefined)
  if (kind === 'https' && n % HANDSHAKES === 0) return halfARequest(socket)
  try {
    await once(socket, 'connect')
    socket.write(beginnings[n % beginnings.length] ?? '')
  } catch {
    failed += 1
  }
}

async function halfARequest(socket: Socket): Promise<void> {
  const secured = connectTls({ socket, rejectUnauthorized: false })
  secured.on('error', () => undefined)
  try {
    await once(secured, 'secureConnect')
    secured.write(HALF_A_REQUEST)
  } catch {
    // Closed in the midst of it, for those who came later: it was opened.
  }
}

/** The queue is in order: who came before has been taken once this is answered, be it by an error. */
async function taken(): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress: '127.0.2.99' })
  socket.on('error', () => undefined)
  socket.end('nothing\r\n\r\n')
  await once(socket.resume(), 'close')
}

for (let n = 0; n < Number(count); n += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => open(n + more)))
  await taken()
}
process.send?.({ opened: kept.length - failed, failed } satisfies Opened)
