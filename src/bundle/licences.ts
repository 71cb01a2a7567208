/** Whose work is in the bundle, and the words under which it may be passed on. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** Beside the bundle. */
export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt'

const OWNER = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//
const TEXTS = /^(licen[cs]e|copying|notice)/i
const CODE = /\.([cm]?[jt]s|json|map)$/

/**
 * One text for all packages of which a byte is in the bundle; those under the same words stand together.
 * @param root the folder to which the paths in `metafile` are relative
 * @throws where a package says nothing of its licence
 */
export async function licences({ outputs }: Pick<Metafile, 'outputs'>, root: string): Promise<string> {
  const owners = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
      const [, owner] = OWNER.exec(path) ?? []
      return owner !== undefined && bytesInOutput > 0 ? [owner] : []
    }),
  )
  const byWords = new Map<string, string[]>()
  for (const owner of [...new Set(owners)].toSorted()) {
    const { name, words } = await packageIn(join(root, owner))
    byWords.set(words, [...(byWords.get(words) ?? []), name])
  }
  const parts = [...byWords].map(([words, names]) => `${[...new Set(names)].join('\n')}\n\n${words}\n`)
  return [HEAD, ...parts].join(`\n${'-'.repeat(80)}\n\n`)
}

const HEAD = 'The program contains parts of the following packages, each under the words below its name.\n'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly author?: string | { readonly name?: string }
}

async function packageIn(folder: string): Promise<{ readonly name: string; readonly words: string }> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
  const { name, version, license } = manifest
  const files = (await readdir(folder)).filter((file) => TEXTS.test(file) && !CODE.test(file))
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const words = texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n')
  if (words === '' && license === undefined)
    throw new Error(`${folder} says nothing of its licence: ask its author before it is passed on`)
  return { name: `${name} ${version} (${license ?? 'see below'})`, words: words || bare(manifest) }
}

/** Some packages name their licence, and have no text of it. */
const bare = ({ license, author }: Manifest) => {
  const who = typeof author === 'string' ? author : author?.name
  return `${license}${who === undefined ? '' : `, by ${who}`}. The package has no further text.`
}
