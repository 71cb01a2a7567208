import { readFile } from 'node:fs/promises'
import { itemsOf } from '../domain/scheduling/kubernetes-list.ts'

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

/** What a file of an option has to hold. */
export interface Wanted {
  /** Such as `--nodes`. */
  readonly option: string
  /** Such as `Node`. */
  readonly kind: string
  /** How the file is made. */
  readonly made: string
}

/** The objects in what `kubectl get … -o json` printed. Those that do not say their kind are believed. */
export async function readList(path: string, { option, kind, made }: Wanted): Promise<readonly object[]> {
  const json = await readJson(path, made)
  const items = itemsOf(json)
  if (!items) throw new InputError(`${path} is not a Kubernetes list; make it with \`${made}\``)
  const other = [json, ...items].find((one) => ![undefined, 'List', kind, `${kind}List`].includes(kindOf(one)))
  if (other === undefined) return items
  const message = (other as { readonly message?: unknown }).message
  const what = kindOf(other) === 'Status' && typeof message === 'string' ? `Status (${message})` : kindOf(other)
  throw new InputError(`${option} got a ${what} in ${path}, and takes ${kind}s; make the file with \`${made}\``)
}

function kindOf(json: unknown): string | undefined {
  const { kind } = Object(json) as { readonly kind?: unknown }
  return typeof kind === 'string' ? kind : undefined
}
