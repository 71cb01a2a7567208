import { readFile } from 'node:fs/promises'
import { itemsOf } from '../domain/kubernetes-list.ts'

/** A wrong argument or an unreadable file: said in one line, exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/** Reads a text file, or standard input for `-`. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path === '-' ? '/dev/stdin' : path, 'utf8')
  } catch (error) {
    throw new InputError(
      `cannot read ${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error)}`,
    )
  }
}

/** @param made how the file is made, for the message */
export async function readJson(path: string, made: string): Promise<unknown> {
  const text = await readText(path)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError(`${path} is not JSON (${(error as Error).message}); make it with \`${made}\``)
  }
}

/** The objects in what `kubectl get … -o json` printed. */
export async function readList(path: string, made: string): Promise<readonly object[]> {
  const items = itemsOf(await readJson(path, made))
  if (!items) throw new InputError(`${path} is not a Kubernetes list; make it with \`${made}\``)
  return items
}
