import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { callersOf, mayAsk, whyNotFor } from '../../../src/server/profiles/callers.ts'

const callers = callersOf(
  [
    { name: 'hub', namespaces: [] },
    { name: 'other/hub', namespaces: ['lab', 'exam'] },
    { name: 'other/hub', namespaces: ['more'] },
    { name: 'everywhere', namespaces: ['*'] },
  ],
  'release',
)
const account = (full: string) => {
  const [namespace = '', name = ''] = full.split('/')
  return { namespace, name }
}

describe('callers', () => {
  it('names without a namespace are of the release', () => {
    assert.deepEqual([...callers.keys()], ['release/hub', 'other/hub', 'release/everywhere'])
    for (const [full, may] of [
      ['release/hub', true],
      ['other/hub', true],
      ['hub/hub', false],
      ['other/everywhere', false],
    ] as const)
      assert.equal(mayAsk(callers, account(full)), may, full)
  })

  const table: [account: string, namespace: string, may: boolean][] = [
    ['release/hub', 'release', true],
    ['release/hub', 'lab', false],
    ['release/hub', '*', false],
    ['other/hub', 'other', true],
    ['other/hub', 'exam', true],
    ['other/hub', 'more', true],
    ['other/hub', 'release', false],
    ['release/everywhere', 'lab', true],
    ['nobody/hub', 'nobody', false],
  ]
  for (const [full, namespace, may] of table)
    it(`${full} ${may ? 'may' : 'may not'} ask for pods of ${namespace}`, () =>
      assert.equal(whyNotFor(callers, account(full), namespace) === undefined, may))

  it('why not says who may, and what would allow it', () => {
    assert.equal(
      whyNotFor(callers, account('release/hub'), 'lab'),
      'release/hub may not ask for pods of the namespace lab (who may: other/hub, release/everywhere); to allow it, profiles.api.serviceAccounts: [{name: release/hub, namespaces: [lab]}]',
    )
    assert.match(whyNotFor(callersOf([], 'release'), account('a/b'), 'lab') ?? '', /who may: nobody/)
  })
})
