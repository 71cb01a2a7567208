import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NotDelivered } from '../../domain/notify/not-delivered.ts'

/**
 * What a key of a mounted Secret holds. It is read each time: a Secret may be renewed while we run.
 * @param folder under which each Secret that the config names is mounted; undefined: none is
 * @throws NotDelivered when it is not there, with a sentence that names it and nothing of what is in it
 */
export async function readSecret(folder: string | undefined, name: string, key: string): Promise<string> {
  const missing = new NotDelivered(
    `there is nothing in the key ${key} of the Secret ${name}: is there a Secret of this name in the namespace of the release, with this key?`,
  )
  if (folder === undefined) throw missing
  const text = (await readFile(join(folder, name, key), 'utf8').catch(() => '')).trim()
  if (text === '') throw missing
  return text
}
