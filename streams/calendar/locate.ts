import { defer, from, type Observable, of } from 'rxjs'
import { type CalendarAddress, calendarAddress } from './address.ts'

/** Where a calendar's address comes from: as it is, or from a file of a mounted Secret. */
export type Where = { readonly url: string } | { readonly urlFile: string }

/** What a calendar's server wants to see, from files of a mounted Secret. */
export type AuthFiles =
  | { readonly at: 'bearer'; readonly tokenFile: string }
  | { readonly at: 'basic'; readonly usernameFile: string; readonly passwordFile: string }

export type ReadText = (path: string) => Promise<string>

/**
 * The address of one try. Files are read each time: a Secret may be renewed while we run. Never errors: what is missing
 * is an address that is wrong, with a sentence that names the file and never what is in it.
 * @param name how sentences call the calendar
 */
export function locate(
  { where, auth, name }: { readonly where: Where; readonly auth?: AuthFiles; readonly name?: string },
  readText: ReadText,
): Observable<CalendarAddress> {
  if ('url' in where && auth === undefined) return of(calendarAddress(where.url, {}, name))
  return defer(() => from(addressFrom(where, auth, name, readText)))
}

async function addressFrom(
  where: Where,
  auth: AuthFiles | undefined,
  name: string | undefined,
  readText: ReadText,
): Promise<CalendarAddress> {
  const read = async (path: string) => {
    const text = (await readText(path).catch(() => '')).trim()
    if (text === '') throw new MissingFile(path)
    return text
  }
  try {
    const headers = auth ? { authorization: await credentials(auth, read) } : undefined
    const url = 'url' in where ? where.url : await read(where.urlFile)
    return calendarAddress(url, headers, name)
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error
    const because = `there is nothing in the file ${error.path}: is there a Secret of this name, with this key?`
    return { at: 'wrong', name: name ?? 'calendar', because }
  }
}

async function credentials(auth: AuthFiles, read: (path: string) => Promise<string>): Promise<string> {
  if (auth.at === 'bearer') return `Bearer ${await read(auth.tokenFile)}`
  const login = `${await read(auth.usernameFile)}:${await read(auth.passwordFile)}`
  return `Basic ${Buffer.from(login).toString('base64')}`
}

class MissingFile extends Error {
  readonly path: string
  constructor(path: string) {
    super()
    this.path = path
  }
}
