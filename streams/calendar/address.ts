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

/** `//host/path` is an address without its scheme, and no path. */
const PATH = /^(\/(?!\/)|\.\.?\/)/

/**
 * Reads `https://…`, `http://…`, `webcal://…` (which is https), `file://…` and paths. Credentials in it become a header.
 * A path begins with `/`, `./` or `../`: `calendar.example.edu/SECRET.ics` lacks its scheme, and as a file its name
 * would be told to everybody.
 * @param label how sentences call it, before the host or the file
 */
export function calendarAddress(
  text: string,
  headers: Readonly<Record<string, string>> = {},
  label = 'calendar',
): CalendarAddress {
  const wrong = (because: string): CalendarAddress => ({ at: 'wrong', name: label, because })
  const trimmed = text.trim()
  if (PATH.test(trimmed)) return file(trimmed, label)
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(trimmed)?.[1]?.toLowerCase()
  if (scheme === undefined)
    return wrong('its address has no https:// in front; a file is written file:///a/path, /a/path or ./a/path')
  try {
    if (scheme === 'file') return file(fileURLToPath(trimmed), label)
    if (/^(https?|webcals?)$/.test(scheme)) return http(new URL(trimmed.replace(/^webcals?/i, 'https')), headers, label)
  } catch {
    return wrong('its address cannot be read as a URL')
  }
  return wrong(
    `addresses that begin with ${scheme}:// are not read; https://, http://, webcal://, file:// or a path would be right`,
  )
}

/** `/feed.ics?token=SECRET` was copied without its host: what follows the `?` is no part of a file's name. */
const file = (path: string, label: string): CalendarAddress => ({
  at: 'file',
  name: `${label} (file ${basename(path.replace(/[?#].*$/s, ''))})`,
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
