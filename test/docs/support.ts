/** The documents, and a way to keep what is generated in them as it is in the code. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export const pathOf = (file: string): string => join(ROOT, file)
export const read = (file: string): string => readFileSync(pathOf(file), 'utf8')

/**
 * A document must be as `generate` writes it. With `UPDATE_DOCS=1` it is written instead of compared:
 * `UPDATE_DOCS=1 node --test 'test/docs/*.test.ts'`.
 */
export function keeps(file: string, generate: (text: string) => string): void {
  const text = read(file)
  const wanted = generate(text)
  if (wanted !== text && process.env.UPDATE_DOCS) writeFileSync(pathOf(file), wanted)
  else assert.equal(text, wanted, `${file} is not what the code says; UPDATE_DOCS=1 writes it anew`)
}

/** The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
export function between(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(open), text.indexOf(close)]
  assert.ok(from >= 0 && to > from, `there is no ${open} … ${close}`)
  return `${text.slice(0, from + open.length)}\n\n${content}\n\n${text.slice(to)}`
}

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The bodies of the fenced blocks of a language, in order. */
export const fenced = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, is, body = '']) => (is === language ? [body] : []))
