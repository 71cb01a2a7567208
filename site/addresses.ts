/** Which files of the repository are pages of the site, and where links between them lead there. */
import { dirname, join } from 'node:path/posix'

export const REPOSITORY = 'https://github.com/warmseats/warmseats'

/** Pages that are kept beside the folder of documents, since code hosts look for them there. */
const AT_THE_TOP: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'SECURITY.md': 'report.md',
}

/** All others, as VitePress wants to hear it. */
export const NO_PAGES = [`!(${Object.keys(AT_THE_TOP).join('|').replaceAll('.md', '')}).md`, '!(docs)/**/*.md']

/**
 * @param file from the top of the repository
 * @returns the same on the site; undefined: it is no page
 */
export function addressOf(file: string): string | undefined {
  if (/^docs\/.+\.md$/.test(file)) return file.slice('docs/'.length)
  return AT_THE_TOP[file]
}

const IS_ELSEWHERE = /^(?:[a-z]+:|#|\/\/)/i

/**
 * Where a link of a page leads on the site: to the page, or into the repository for what is no page.
 * @param href as it stands there, relative to the file
 * @param file the page's own, from the top of the repository
 * @param isThere whether the repository has such a file or folder
 * @throws {Error} when it has not: a link that leads nowhere ends the build
 */
export function hrefOnSite(href: string, file: string, isThere: (path: string) => boolean): string {
  if (IS_ELSEWHERE.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = join(dirname(file), decodeURI(path)).replace(/\/$/, '')
  if (target.startsWith('..') || !isThere(target))
    throw new Error(`${file}: links to ${href}, and there is no ${target}; mend the link, or the file's name`)
  const address = addressOf(target)
  const end = anchor === undefined ? '' : `#${anchor}`
  return address === undefined ? `${REPOSITORY}/blob/main/${target}${end}` : `/${address}${end}`
}
