/** What pages need beside what VitePress makes of Markdown: links into the repository, and tables that a keyboard can move. */
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { hrefOnSite } from './addresses.ts'

const TOP = join(import.meta.dirname, '..')

/** Of markdown-it, as much as is used here. */
interface Token {
  type: string
  info: string
  tag: string
  readonly content: string
  readonly children: Token[] | null
  attrGet(name: string): string | null
  attrSet(name: string, value: string): void
}
interface Parsed {
  readonly tokens: readonly Token[]
  readonly env: { readonly path: string; readonly realPath?: string }
}
interface MarkdownIt {
  readonly core: { readonly ruler: { push(name: string, rule: (parsed: Parsed) => void): void } }
}

const isThere = (path: string): boolean => existsSync(join(TOP, path))

/** @throws {Error} from the build, for a link to what the repository does not have */
export function ourMarkdown(markdown: MarkdownIt): void {
  markdown.core.ruler.push('links-of-the-repository', ({ tokens, env }) => {
    const file = relative(TOP, env.realPath ?? env.path)
    for (const link of tokens.flatMap(({ children }) => children ?? [])) {
      const href = link.type === 'link_open' ? link.attrGet('href') : null
      if (href !== null) link.attrSet('href', hrefOnSite(href, file, isThere))
    }
  })
  // Our pages indent commands, and nothing else.
  markdown.core.ruler.push('commands', ({ tokens }) => {
    for (const token of tokens) if (token.type === 'code_block') [token.type, token.info] = ['fence', 'sh']
  })
  markdown.core.ruler.push('tables-for-everybody', ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      // What scrolls sideways has to be reached without a mouse.
      if (token.type === 'table_open') token.attrSet('tabindex', '0')
      // A head without a word is read aloud as one that is missing.
      if (token.type === 'inline' && token.content.trim() === '') becomeCells(tokens.slice(index - 1, index + 2))
    }
  })
}

function becomeCells(tokens: readonly Token[]): void {
  for (const token of tokens) if (token.tag === 'th') token.tag = 'td'
}
