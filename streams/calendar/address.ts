import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Where a calendar is. A calendar's URL is a secret: whoever has it reads the calendar. So `name` is all that ever
 * reaches a problem, a log or a page: the host, or the file's name.
 */
export type CalendarAddress =
  | {
      readonly at: 'http'
      readonly name: string
      readonly url: string
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly at: 'file'; readonly name: string; readonly path: string }
  | { readonly at: 'wrong'; readonly name: string; readonly because: string }

/**
 * Reads `https://…`, `http://…`, `webcal://…` (which is https), `file://…` and plain paths. Credentials in it become a header.
 * @param label how sentences call it, before the host or the file
 */
export function calendarAddress(
  text: string,
  headers: Readonly<Record<string, string>> = {},
  label = 'calendar',
): CalendarAddress {
  const trimmed = text.trim()
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(trimmed)?.[1]?.toLowerCase()
  try {
    if (scheme === undefined) return file(trimmed, label)
    if (scheme === 'file') return file(fileURLToPath(trimmed), label)
    if (/^(https?|webcals?)$/.test(scheme)) return http(new URL(trimmed.replace(/^webcals?/i, 'https')), headers, label)
  } catch {
    return { at: 'wrong', name: label, because: 'its address cannot be read as a URL' }
  }
  const because = `addresses that begin with ${scheme}:// are not read; https://, http://, webcal://, file:// or a path would be right`
  return { at: 'wrong', name: label, because }
}

const file = (path: string, label: string): CalendarAddress => ({
  at: 'file',
  name: `${label} (file ${basename(path)})`,
  path,
})

function http(url: URL, given: Readonly<Record<string, string>>, label: string): CalendarAddress {
  const { username, password } = url
  const login = [username, password].map(decodeURIComponent).join(':')
  const headers = username ? { authorization: `Basic ${Buffer.from(login).toString('base64')}`, ...given } : given
  url.username = ''
  url.password = ''
  return { at: 'http', name: `${label} (host ${url.host})`, url: url.href, headers }
}
