import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { escapeUser, userLabel, userPart } from '../../../../src/domain/profiles/escape.ts'
import { spawnOf } from '../../../../src/domain/profiles/pod/spawn.ts'
import { spawned } from '../../../support/profiles.ts'

describe('whose pod it is', () => {
  it('the annotation has the name as it is, and what was chosen', () => {
    const annotations = { 'warmseats.io/size': 'Large', 'warmseats.io/gpu-type': 't4' }
    const pod = spawned({ user: 'ada@example.org', image: 'quay.io/a:1', annotations })
    assert.deepEqual(spawnOf(pod), { user: 'ada@example.org', image: 'quay.io/a:1', size: 'Large', gpuType: 't4' })
  })
  it('else the hub’s variable, else the label', () => {
    const env = [{ name: 'JUPYTERHUB_USER', value: 'ada@example.org' }]
    const labels = { 'hub.jupyter.org/username': 'ada-example-org---d0f4a1b2' }
    assert.equal(spawnOf({ metadata: { labels }, spec: { containers: [{ env }] } })?.user, 'ada@example.org')
    assert.equal(spawnOf({ metadata: { labels } })?.user, 'ada-example-org---d0f4a1b2')
  })
  it('nobody’s', () => assert.equal(spawnOf({ spec: { containers: [{ image: 'a' }] } }), undefined))
})

describe('names of users in names of objects', () => {
  // As escapism writes them, safe: small letters and digits.
  for (const [user, escaped] of [
    ['ada', 'ada'],
    ['ada@example.org', 'ada-40example-2eorg'],
    ['Ada Lovelace', '-41da-20-4covelace'],
    ['a-b_c', 'a-2db-5fc'],
    ['josé', 'jos-c3-a9'],
    ['a\tb', 'a-9b'],
    ['学生', '-e5-ad-a6-e7-94-9f'],
    ['', ''],
  ] as const)
    it(`${user}: ${escaped}`, () => assert.equal(escapeUser(user), escaped))

  it('as a label: valid, and different for different users', () => {
    const users = ['Ada', 'ada', '学生'.repeat(9), `${'学生'.repeat(9)}x`, 'a'.repeat(63), 'a'.repeat(64), '@']
    const all = users.map(userLabel)
    for (const label of all) assert.match(label, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
    assert.equal(new Set(all).size, users.length)
    assert.equal(userLabel('a@b'), 'a-40b')
  })
})

describe('the user for templates', () => {
  for (const [user, part] of [
    ['ada', 'ada'],
    ['42', '42'],
    ['ada@example.edu', 'ada-40example-2eedu'],
    ['Ada', 'u--41da'],
    ['_bob', 'u--5fbob'],
  ] as const)
    it(`${user}: ${part}`, () => assert.equal(userPart(user), part))

  it('fits into a DNS label with twenty characters before it, and is nobody else’s', () => {
    const users = ['ada', 'Ada', 'u-Ada', 'uAda', 'u--41da', '../..', 'x'.repeat(60), 'x'.repeat(61), 'Ж'.repeat(45)]
    users.push('maximilian.mustermann@students.example-university.edu')
    const parts = users.map(userPart)
    for (const part of parts) assert.match(part, /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/)
    assert.equal(new Set(parts).size, users.length)
  })
})
