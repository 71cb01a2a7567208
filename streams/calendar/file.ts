import { open } from 'node:fs/promises'
import { defer, from, type Observable } from 'rxjs'
import { decodeInTurns } from './decode.ts'
import { type Fetched, failed, MAX_BYTES, TOO_LARGE, type Validators } from './fetched.ts'
import { sayError } from './say-failure.ts'

/** One try to read a file; a file that has the same inode, size and time as before is unchanged. Never errors. */
export const readCalendarFile = (path: string, { tag }: Validators): Observable<Fetched> =>
  defer(() => from(readNow(path, tag).catch((error: unknown) => failed(sayError(error)))))

async function readNow(path: string, known: string | undefined): Promise<Fetched> {
  const file = await open(path)
  try {
    const { ino, size, mtimeNs } = await file.stat({ bigint: true })
    const tag = `${ino} ${size} ${mtimeNs}`
    if (tag === known) return { at: 'unchanged' }
    if (size > MAX_BYTES) return failed(TOO_LARGE)
    return { at: 'text', text: await decodeInTurns(await file.readFile()), validators: { tag } }
  } finally {
    await file.close()
  }
}
