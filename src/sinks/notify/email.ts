import type { Message } from '../../domain/notify/message.ts'
import { NotDelivered } from '../../domain/notify/not-delivered.ts'
import type { EmailTarget } from '../../domain/settings/notify-target.ts'
import { sayError } from './post.ts'
import { idOf } from './webhook.ts'
import { cut, headlineOf, type Sender } from './words.ts'

const SILENCE_MS = 10_000
/** A subject is read in a list. */
const LONGEST_SUBJECT = 200

/**
 * Sends a mail, as plain text: there is nothing in it that a title could be taken for. Where the address has a password, nothing
 * is sent without TLS.
 * @param address smtp://HOST:PORT or smtps://USER:PASSWORD@HOST:PORT
 * @throws NotDelivered with a sentence that has nothing of the address
 */
export async function mail(address: string, target: EmailTarget, message: Message, sender: Sender): Promise<void> {
  const url = URL.parse(address)
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new NotDelivered('what its Secret holds is no address of a mail server; write smtps://USER:PASSWORD@HOST')
  const secure = url.protocol === 'smtps:'
  // It is loaded where somebody gets mails.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: url.username !== '',
    ...(url.username === '' ? {} : { auth: { user: decoded(url.username), pass: decoded(url.password) } }),
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { rejected } = await transport.sendMail(mailOf(target, message, sender))
    if (rejected.length > 0)
      throw new NotDelivered(`the mail server refuses ${rejected.length} of those who should get it`)
  } catch (error) {
    throw error instanceof NotDelivered ? error : new NotDelivered(sayMailError(error))
  } finally {
    transport.close()
  }
}

function mailOf({ from, to }: EmailTarget, { notice, to: one }: Message, sender: Sender) {
  const [idNow, idBegun] = [idOf(notice, sender), idOf({ ...notice, state: 'begun', atMs: notice.sinceMs }, sender)]
  const messageId = (id: string) => `<${id}@warmseats.invalid>`
  const thread = notice.state === 'over' ? { inReplyTo: messageId(idBegun), references: messageId(idBegun) } : {}
  return {
    from,
    to: one === undefined ? [...to] : [one],
    subject: cut(headlineOf(notice, sender), LONGEST_SUBJECT),
    text: textOf({ notice, ...(one === undefined ? {} : { to: one }) }, sender),
    // The same for each try: a mailbox that got it twice shows it once.
    messageId: messageId(idNow),
    ...thread,
    // No answering machine answers it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

function textOf({ notice, to }: Message, sender: Sender): string {
  const { lines, doings } = notice
  const doing = doings.flatMap(({ text, copy }) => [`What can be done: ${text}`, `    ${copy}`])
  const why =
    to === undefined
      ? `From Warmseats in ${sender.namespace}; \`notify\` in its values says who is told of what.`
      : 'You get this since the calendar names you as the organizer of the event. Room is held for your class by what its description says; edit the event and nothing else has to be done.'
  return `${[headlineOf(notice, sender), ...lines.map((line) => `- ${line}`), ...doing, '', why].join('\n')}\n`
}

const WORDS: Readonly<Record<string, string>> = {
  EAUTH: 'the mail server refuses the user name or the password in its Secret',
  ETLS: 'the mail server offers no TLS, and its address has a password: write smtps://, or a server that has STARTTLS',
  EENVELOPE: 'the mail server refuses who should get it, or who it comes from (`from`, `to`)',
  EMESSAGE: 'the mail server refuses the mail',
  ECONNECTION: 'it cannot be reached: the connection broke',
  EDNS: 'it cannot be reached: no host of this name is known',
}

/** Its own message is not used: it may hold the address, or what a server repeats of it. */
function sayMailError(error: unknown): string {
  const { code, originalCode = code, responseCode } = Object(error)
  const answered = typeof responseCode === 'number' ? ` (it answers ${responseCode})` : ''
  return `${WORDS[String(code)] ?? sayError({ code: originalCode })}${answered}`
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
