import { list, long } from './grammar.ts'

/** What YAML alone can multiply: aliases of one value, and aliases of aliases («billion laughs»). */
export function anchors({ aliases, laughs }: { readonly aliases: number; readonly laughs: number }): string {
  const rows = Array.from(
    { length: Math.min(laughs, 10_000) },
    (_, n) => `  - &l${n} [${long(n === 0 ? 'x,' : `*l${n - 1},`, 9 * (n === 0 ? 2 : 3 + String(n - 1).length))}]\n`,
  )
  return `a: &a {b: 1}\nmany: [${list(aliases, () => '*a')}]\n${rows.length > 0 ? `laughs:\n${rows.join('')}` : ''}`
}
