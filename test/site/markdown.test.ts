import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ourMarkdown } from '../../site/markdown.ts'
import { pathOf } from '../docs/support.ts'

type Rule = Parameters<Parameters<typeof ourMarkdown>[0]['core']['ruler']['push']>[1]
type Token = Parameters<Rule>[0]['tokens'][number]

/** As markdown-it makes them: a type, a tag, and attributes. */
function token(type: string, tag = '', content = '', attributes: Record<string, string> = {}): Token {
  const children: Token[] | null = null
  return {
    ...{ type, tag, content, children, info: '' },
    attrGet: (name) => attributes[name] ?? null,
    attrSet: (name, value) => {
      attributes[name] = value
    },
  }
}

const withChildren = (parent: Token, ...children: Token[]): Token => ({ ...parent, children })

/** The tokens of docs/log.md, after all that is done to them. */
function after(...tokens: Token[]): readonly Token[] {
  const rules: Rule[] = []
  ourMarkdown({ core: { ruler: { push: (_name, rule) => rules.push(rule) } } })
  for (const rule of rules) rule({ tokens, env: { path: pathOf('docs/log.md') } })
  return tokens
}

describe('the Markdown of pages', () => {
  it('links where the site has the page', () => {
    const link = token('link_open', 'a', '', { href: '../README.md#install' })
    after(withChildren(token('inline', '', 'see'), link))
    assert.equal(link.attrGet('href'), '/index.md#install')
  })

  it('fails for a link to what is not there', () =>
    assert.throws(
      () => after(withChildren(token('inline', '', 'see'), token('link_open', 'a', '', { href: 'gone.md' }))),
      /docs\/log\.md: links to gone\.md/,
    ))

  it('shows what is indented as commands', () => {
    const [block] = after(token('code_block', 'code', 'warmseats doctor\n'))
    assert.deepEqual([block?.type, block?.info], ['fence', 'sh'])
  })

  it('lets a keyboard into tables, and has no head without a word', () => {
    const cells = (content: string) => [token('th_open', 'th'), token('inline', '', content), token('th_close', 'th')]
    const [table, ...heads] = after(token('table_open', 'table'), ...cells(''), ...cells('meaning'))
    assert.equal(table?.attrGet('tabindex'), '0')
    assert.deepEqual(
      heads.filter(({ type }) => type !== 'inline').map(({ tag }) => tag),
      ['td', 'td', 'th', 'th'],
    )
  })
})
