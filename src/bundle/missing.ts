import { isBuiltin } from 'node:module'
import type { Metafile } from 'esbuild'

/** What packages do without: they ask for it in a `try`. */
const OPTIONAL = new Set(['bufferutil', 'supports-color', 'utf-8-validate'])

/** The packages that the bundle would ask for where none are: each is a program that ends in its midst. */
export const missingPackages = ({ outputs }: Pick<Metafile, 'outputs'>): readonly string[] => {
  const asked = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external))
  return [...new Set(asked.map(({ path }) => path))].filter((path) => !isBuiltin(path) && !OPTIONAL.has(path))
}
