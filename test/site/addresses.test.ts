import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressOf, hrefOnSite, REPOSITORY } from '../../site/addresses.ts'

describe('the address of a file', () => {
  for (const [file, address] of [
    ['README.md', 'index.md'],
    ['docs/calendars.md', 'calendars.md'],
    ['docs/runbooks/nobody-leads.md', 'runbooks/nobody-leads.md'],
    ['CONTRIBUTING.md', 'contributing.md'],
    ['chart/values.yaml', undefined],
    ['docs/picture.svg', undefined],
    ['test/README.md', undefined],
  ] as const)
    it(`${file} is ${address ?? 'no page'}`, () => assert.equal(addressOf(file), address))
})

describe('a link on the site', () => {
  const there = new Set(['docs/log.md', 'README.md', 'chart/values.yaml', 'examples', 'docs/events.md'])
  const lead = (href: string, from = 'docs/events.md') => hrefOnSite(href, from, (path) => there.has(path))

  for (const [href, address] of [
    ['log.md', '/log.md'],
    ['log.md#problems', '/log.md#problems'],
    ['./log.md', '/log.md'],
    ['../README.md#install', '/index.md#install'],
    ['../chart/values.yaml', `${REPOSITORY}/blob/main/chart/values.yaml`],
    ['../examples/', `${REPOSITORY}/blob/main/examples`],
    ['#fields', '#fields'],
    ['https://example.org/log.md', 'https://example.org/log.md'],
    ['http://localhost:8080/', 'http://localhost:8080/'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ] as const)
    it(`${href} leads to ${address}`, () => assert.equal(lead(href), address))

  it('of a page at the top leads to the same', () => assert.equal(lead('docs/log.md', 'README.md'), '/log.md'))

  for (const href of ['lag.md', '../../secrets.md', '../values.yaml'])
    it(`${href}, which is not there, is refused with the page and what to do`, () =>
      assert.throws(() => lead(href), /^Error: docs\/events\.md: links to .*, and there is no .*; mend the link/))
})
