/** docs/notifications.md says what the program does: its values are taken, its tables are whole. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { load } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import { NOTICE_KINDS } from '../../src/domain/settings/notify-target.ts'
import { webhookBody } from '../../src/sinks/notify/webhook.ts'
import { notice } from '../support/notify/notices.ts'
import { read } from './support.ts'

const DOC = read('docs/notifications.md')
const examples = [...DOC.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml)

/** The words in code of the first column of the table below a heading. */
const keysBelow = (heading: string): string[] => {
  const section = DOC.slice(DOC.indexOf(`\n## ${heading}\n`) + 4).split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, key = '']) => key),
  )
}

describe('docs/notifications.md', () => {
  it('has examples for all types', () =>
    assert.deepEqual(
      examples
        .flatMap((yaml) => (load(yaml) as { notify: { type: string }[] }).notify.map(({ type }) => type))
        .toSorted(),
      ['email', 'slack', 'teams', 'webhook'],
    ))
  for (const yaml of examples)
    it(`${yaml.split('\n')[1]?.trim()} … is taken`, () => {
      const loaded = loadConfig(`nodePools: {user: {nodeSelector: {a: b}}}\n${yaml}`)
      assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    })
  it('says of each kind when it is told', () => assert.deepEqual(keysBelow('What is told'), ['for', ...NOTICE_KINDS]))
  it('names every key of a webhook’s body', () => {
    const body = webhookBody(notice(), { namespace: 'hub', identity: 'a' })
    assert.deepEqual(keysBelow('Webhook').toSorted(), Object.keys(body).toSorted())
  })
})
