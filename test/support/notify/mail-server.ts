/** A real mail server that keeps what it gets. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came, headers and all. */
  readonly raw: string
}

export interface MailServer {
  readonly port: number
  readonly mails: readonly Mail[]
  /** Who logged in, and with which password. */
  readonly logins: readonly string[]
  /** Resolves with the next mail. */
  next(): Promise<Mail>
  [Symbol.asyncDispose](): Promise<void>
}

export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: Mail[] = []
  const logins: string[] = []
  const waiting: ((mail: Mail) => void)[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username = '', password = '' }, _session, done) => {
      logins.push(`${username}:${password}`)
      done(null, { user: username })
    },
    onData: async (stream, { envelope }, done) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      const mail = { from, to: envelope.rcptTo.map(({ address }) => address), raw: await text(stream) }
      mails.push(mail)
      waiting.shift()?.(mail)
      done()
    },
    ...options,
  })
  // A client that does not trust us breaks the connection.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    logins,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
