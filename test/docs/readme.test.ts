import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { anchorOf } from '../../site/anchors.ts'
import { explain } from '../../src/commands/explain/explain.ts'
import { loadConfig } from '../../src/config/load.ts'
import { readDescription } from '../../src/domain/calendar/description/description.ts'
import { answerTo } from '../domain/calendar/description/answer.ts'
import { fenced, keeps, pathOf, read } from './support.ts'

const README = 'README.md'
const EXPLAIN = 'docs/explain.md'
const DOCS = [
  ...[README, 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', '.github/PULL_REQUEST_TEMPLATE.md'],
  ...readdirSync(pathOf('docs')).map((name) => `docs/${name}`),
]
const PAGES = DOCS.filter((name) => name.endsWith('.md'))

const isEvent = (text: string) => /^students: \d/m.test(text)

it('the first event is read without a complaint', () => {
  const texts = fenced(read(README), '').filter(isEvent)
  assert.equal(texts.length, 1)
  for (const text of texts) {
    const { problems, remarks } = answerTo(text)
    assert.deepEqual([...problems, ...remarks], [])
    assert.equal(readDescription(text).asks.get('')?.students, 350)
  }
})

for (const page of [README, 'docs/install.md'])
  it(`values in ${page} are a config without a warning`, () => {
    const values = fenced(read(page), 'yaml')
    assert.ok(values.length > 0)
    for (const text of values) {
      const loaded = loadConfig(text)
      assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    }
  })

it('the answer of explain is the one that its command gives', async () => {
  const command = fenced(read(EXPLAIN), 'sh').find((text) => text.includes('-- explain')) ?? ''
  const words = command.replaceAll('\\\n', ' ').trim().split(/\s+/)
  const option = (name: string) => {
    const value = words[words.indexOf(`--${name}`) + 1]
    assert.ok(words.includes(`--${name}`) && value !== undefined, `--${name} is missing`)
    return value
  }
  const file = (name: string) => pathOf(option(name))
  const { text: answer } = await explain(
    {
      config: file('config'),
      nodes: file('nodes'),
      pods: file('pods'),
      deployments: file('deployments'),
      calendar: file('calendar'),
      at: option('at'),
      output: 'text',
    },
    0,
  )
  keeps(EXPLAIN, (text) => text.replace(/(?<=^```text\n).*?(?=^```$)/ms, `${answer}\n`))
})

const anchorsIn = (page: string) =>
  new Set([...withoutCode(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))

/** Paths of the repository, in code too; `{a,b}` and `*` stand for what they match. */
const PATHS = /(?<![\w./:-])(?:src|streams|test|chart|docs|examples|\.github)\/[\w./{},*-]*[\w}*]/g

const withoutCode = (page: string) => read(page).replaceAll(/^```.*?^```$/gms, '')

/** What a page links to in the repository. */
const linksOf = (page: string): { readonly file: string; readonly anchor: string | undefined }[] =>
  [...withoutCode(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => {
    const [path = '', anchor] = target.split('#')
    return { file: path === '' ? page : join(dirname(page), path), anchor }
  })

it('every page is found from the README, link by link', () => {
  const found = new Set([README])
  for (const page of found) for (const { file } of linksOf(page)) if (PAGES.includes(file)) found.add(file)
  const ours = PAGES.filter((page) => page.startsWith('docs/'))
  assert.deepEqual(
    ours.filter((page) => !found.has(page)),
    [],
  )
})

for (const page of PAGES)
  describe(page, () => {
    it('links to what is there', () => {
      const broken = linksOf(page).filter(
        ({ file, anchor }) => !existsSync(pathOf(file)) || (anchor !== undefined && !anchorsIn(file).has(anchor)),
      )
      assert.deepEqual(broken, [])
    })

    it('names paths that are there', () => {
      const named = [...read(page).matchAll(PATHS)].map(([path]) => path)
      assert.deepEqual(
        named.filter((path) => globSync(path, { cwd: pathOf('.') }).length === 0),
        [],
      )
    })

    it('names scripts that package.json has', () => {
      const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
      const named = [...read(page).matchAll(/\bnpm run (?:-s )?([a-z:]+)/g)].map(([, name = '']) => name)
      assert.deepEqual(
        named.filter((name) => !(name in scripts)),
        [],
      )
    })
  })

describe('the layout in CONTRIBUTING.md', () => {
  const [layout = ''] = fenced(read('CONTRIBUTING.md'), '')
  const above: string[] = []
  const named = [...layout.matchAll(/^( *)([\w.-]+)\/?(?: |$)/gm)].map(([, indent = '', name = '']) => {
    above.splice(indent.length / 2, Number.POSITIVE_INFINITY, name)
    return above.join('/')
  })

  it('is of what is there', () =>
    assert.deepEqual(
      named.filter((path) => !existsSync(pathOf(path))),
      [],
    ))

  it('has every room of the first floors', () => {
    const rooms = globSync(['src/*/', 'src/domain/*/', 'streams/*/'], { cwd: pathOf('.') })
    assert.deepEqual(
      rooms.filter((room) => !named.includes(room.replace(/\/$/, ''))),
      [],
    )
  })
})
