import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Message } from '../../../src/domain/notify/message.ts'
import { NotDelivered } from '../../../src/domain/notify/not-delivered.ts'
import { mail } from '../../../src/sinks/notify/email.ts'
import { selfSigned } from '../../kubernetes/support/certificate.ts'
import { type Mail, mailServer } from '../../support/notify/mail-server.ts'
import { HOSTILE, mailbox, message, notice } from '../../support/notify/notices.ts'

const SENDER = { namespace: 'hub', identity: 'warmseats-0' }
const PASSWORD = 'correct-horse'

async function sent(one: Message, values: Parameters<typeof mailbox>[0] = {}): Promise<Mail> {
  await using server = await mailServer()
  await mail(`smtp://127.0.0.1:${server.port}`, mailbox(values), one, SENDER)
  return server.mails[0] ?? assert.fail('no mail came')
}

const headersOf = ({ raw }: Mail): string => raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n\s/g, ' ')
/** As people read it: quoted-printable undone. */
const textOf = ({ raw }: Mail): string => {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  return decodeURIComponent(
    body
      .replaceAll('=\r\n', '')
      .replaceAll('%', '=25')
      .replaceAll(/=([0-9A-F]{2})/g, '%$1'),
  )
}

async function refused(address: string): Promise<string> {
  const error = await mail(address, mailbox(), message(), SENDER).catch((one: unknown) => one)
  assert.ok(error instanceof NotDelivered, String(error))
  assert.ok(!error.message.includes(PASSWORD))
  return error.message
}

describe('a mail', () => {
  it('is plain text, from and to whom the config says, and no machine answers it', async () => {
    const doings = [{ text: 'hold room', copy: 'warmseats hold user' }]
    const one = await sent(message({ lines: ['nobody announced them'], doings }), {
      to: ['a@example.edu', 'b@example.edu'],
    })
    assert.deepEqual([one.from, one.to], ['warmseats@example.edu', ['a@example.edu', 'b@example.edu']])
    const headers = headersOf(one)
    assert.match(headers, /^Subject: Warmseats in hub: user: 281 people wait for a node$/m)
    assert.match(headers, /^Auto-Submitted: auto-generated$/m)
    assert.match(headers, /^Content-Type: text\/plain; charset=utf-8$/m)
    const text = textOf(one)
    for (const words of ['- nobody announced them', 'What can be done: hold room', '    warmseats hold user'])
      assert.ok(text.includes(words), text)
  })
  it('to an organizer says why they get it', async () => {
    const one = await sent({ ...message({ kind: 'events' }), to: 'ada@example.edu' })
    assert.deepEqual(one.to, ['ada@example.edu'])
    assert.match(textOf(one), /You get this since the calendar names you as the organizer/)
  })
  it('has no header that a title wrote', async () => {
    const one = await sent(message({ headline: HOSTILE, lines: [HOSTILE] }))
    assert.deepEqual(one.to, ['ops@example.edu'])
    assert.doesNotMatch(headersOf(one), /^Bcc:/m)
    assert.doesNotMatch(headersOf(one), /^Content-Type: text\/html/m)
  })
  it('of what is over stands below that of its beginning', async () => {
    const idOf = (one: Mail, name: string) => new RegExp(`^${name}: (<.*>)$`, 'm').exec(headersOf(one))?.[1]
    const begun = await sent(message())
    const over = await sent({ notice: notice({ state: 'over', atMs: notice().atMs + 60_000 }) })
    assert.ok(idOf(begun, 'Message-ID'))
    assert.equal(idOf(over, 'In-Reply-To'), idOf(begun, 'Message-ID'))
    assert.notEqual(idOf(over, 'Message-ID'), idOf(begun, 'Message-ID'))
  })
})

describe('a password', () => {
  it('is not shown to a server without TLS, which refuses it or offers none', async () => {
    await using server = await mailServer()
    assert.match(await refused(`smtp://ada:${PASSWORD}@127.0.0.1:${server.port}`), /^the mail server offers no TLS/)
    assert.deepEqual([server.logins, server.mails], [[], []])
  })
  it('is not shown to a server whose certificate nobody trusts', async () => {
    await using server = await mailServer({ secure: true, ...selfSigned('localhost') })
    assert.match(await refused(`smtps://ada:${PASSWORD}@127.0.0.1:${server.port}`), /^its certificate is not trusted/)
    assert.deepEqual([server.logins, server.mails], [[], []])
  })
})

describe('a mail that is not taken says why', () => {
  for (const [what, address, words] of [
    ['no address', PASSWORD, /is no address of a mail server; write smtps:\/\//],
    ['an address of another kind', `https://${PASSWORD}.example.edu`, /is no address of a mail server/],
    ['a server that is not there', 'smtp://127.0.0.1:1', /^it cannot be reached: /],
  ] as const)
    it(what, async () => assert.match(await refused(address), words))
  it('a recipient that the server refuses', async () => {
    await using server = await mailServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error(PASSWORD), { responseCode: 550 })),
    })
    assert.match(
      await refused(`smtp://127.0.0.1:${server.port}`),
      /^the mail server refuses who should get it, or who it comes from .* \(it answers 550\)$/,
    )
  })
})
