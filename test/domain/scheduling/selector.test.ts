import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Labels,
  labelsOf,
  matchesLabels,
  parseSelector,
  selects,
} from '../../../src/domain/scheduling/selector.ts'

const ada = { component: 'singleuser-server', app: 'jupyterhub', 'hub.jupyter.org/username': 'ada', empty: '' }

describe('a label selector', () => {
  const table: [string, boolean][] = [
    ['', true],
    ['  ', true],
    ['component=singleuser-server', true],
    ['component==singleuser-server', true],
    ['component = singleuser-server', true],
    ['component=singleuser', false],
    ['component=singleuser-server,app=jupyterhub', true],
    ['component=singleuser-server, app=binder', false],
    ['missing=x', false],
    ['component!=hub', true],
    ['component!=singleuser-server', false],
    ['missing!=x', true],
    ['app in (jupyterhub,binder)', true],
    ['app in (jupyterhub, binder),component=singleuser-server', true],
    ['app in (binder)', false],
    ['missing in (x)', false],
    ['app notin (binder)', true],
    ['app notin (jupyterhub)', false],
    ['missing notin (x)', true],
    ['app notin (binder, x),component', true],
    ['app', true],
    ['missing', false],
    ['!missing', true],
    ['!app', false],
    ['hub.jupyter.org/username=ada', true],
    ['empty=', true],
    ['empty', true],
    ['app=', false],
    ['constructor', false],
    ['!constructor', true],
    ['constructor!=x', true],
  ]
  for (const [text, expected] of table)
    it(`«${text}»: ${expected}`, () => {
      const selector = parseSelector(text)
      assert.ok(selector)
      assert.equal(selects(selector, ada), expected)
    })

  for (const text of [
    'a=b,',
    ',a=b',
    'a=b,,c=d',
    'a b',
    'a=b c',
    'a in',
    'a in x',
    'a in (x',
    'a in x)',
    '=b',
    '!',
    'a=(b)',
    'a>1',
    'a=b;c=d',
    'a="b"',
  ])
    it(`«${text}» is refused`, () => assert.equal(parseSelector(text), undefined))
})

describe('labels of a selector', () => {
  const table: [string, Labels | undefined][] = [
    ['a=b,c=d', { a: 'b', c: 'd' }],
    ['a==b', { a: 'b' }],
    ['a in (b)', { a: 'b' }],
    ['a in (b,c)', undefined],
    ['a!=b', undefined],
    ['a=b,!c', undefined],
    ['a', undefined],
  ]
  for (const [text, labels] of table)
    it(`«${text}»: ${JSON.stringify(labels)}`, () => assert.deepEqual(labelsOf(parseSelector(text) ?? []), labels))
})

describe('a nodeSelector', () => {
  const table: [Labels, boolean][] = [
    [{}, true],
    [{ app: 'jupyterhub' }, true],
    [{ app: 'jupyterhub', component: 'singleuser-server' }, true],
    [{ app: 'jupyterhub', zone: 'a' }, false],
    [{ app: '' }, false],
    [{ empty: '' }, true],
  ]
  for (const [wanted, expected] of table)
    it(`${JSON.stringify(wanted)}: ${expected}`, () => assert.equal(matchesLabels(wanted, ada), expected))
})
