import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SnapshotInput } from '../../../src/domain/snapshot/snapshot.ts'
import { config } from '../../support/config.ts'
import { snapshotAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const enabled = config({ profiles: { enabled: true } })
const withoutWebhook = config({ profiles: { enabled: true, webhook: { enabled: false } } })
const because = 'could not patch secrets/warmseats-certificate in hub: missing RBAC'

const table: readonly (readonly [string, Partial<SnapshotInput>, readonly string[]])[] = [
  ['valid', { certificateValidUntilMs: at('09:00') }, []],
  [
    'expired',
    { certificateValidUntilMs: at('08:59:59') },
    ['bad certificate: it has expired on 2026-03-24T08:59:59Z; servers start without their profiles'],
  ],
  [
    'none',
    { certificateMissingSinceMs: at('08:59:45') },
    ['bad certificate: the webhook has none; servers start without their profiles'],
  ],
  ['none yet', { certificateMissingSinceMs: at('08:59:46') }, []],
  ['a step that fails', { certificateFailure: { because, atMs: at('08:58:01') } }, [`bad certificate: ${because}`]],
  ['one that is not tried any more', { certificateFailure: { because, atMs: at('08:58:00') } }, []],
  [
    'a pod without profiles',
    { failedAdmissions: 1 },
    ['warning admissions: 1 pod was started without profiles in the last hour; the log says why'],
  ],
  [
    'several',
    { failedAdmissions: 100 },
    ['warning admissions: 100 pods were started without profiles in the last hour; the log says why'],
  ],
]

describe('the webhook', () => {
  const said = (world: Parameters<typeof snapshotAt>[1], more: Partial<SnapshotInput>) =>
    snapshotAt('09:00', world, more).problems.map(({ level, where, text }) => `${level} ${where}: ${text}`)

  for (const [what, more, expected] of table)
    it(what, () => assert.deepEqual(said({ config: enabled }, more), expected))

  it('where it is not enabled, has only a certificate for the hub that cannot be changed', () => {
    const all: Partial<SnapshotInput> = Object.assign({}, ...table.map(([, more]) => more), {
      certificateFailure: { because, atMs: at('09:00') },
    })
    assert.deepEqual(said({ config: withoutWebhook }, all), [`bad certificate: ${because}`])
    assert.deepEqual(said({}, all), [])
  })
})
