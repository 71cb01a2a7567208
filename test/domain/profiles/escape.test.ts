import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { escapeUser, userLabel, userPart } from '../../../src/domain/profiles/escape.ts'
import { objectNameFor, refName } from '../../../src/domain/profiles/services/service-name.ts'
import { fc, RUNS } from '../../support/properties.ts'

describe('names of users in names of objects', () => {
  // As escapism writes them, safe: small letters and digits.
  for (const [user, escaped] of [
    ['ada', 'ada'],
    ['ada@example.org', 'ada-40example-2eorg'],
    ['Ada Lovelace', '-41da-20-4covelace'],
    ['a-b_c', 'a-2db-5fc'],
    ['josé', 'jos-c3-a9'],
    ['a\tb', 'a-09b'],
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

/** What reads a name back out of what looks like an escaped one, as who wants to be taken for somebody would. */
function unescaped(text: string): string {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] === '-' ? Number.parseInt(text.slice(at + 1, at + 3), 16) : text.codePointAt(at)
    if (byte === undefined || Number.isNaN(byte)) return ''
    if (text[at] === '-') at += 2
    bytes.push(byte)
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

const FORMS: Readonly<Record<string, (user: string) => string>> = {
  escapeUser,
  userLabel,
  userPart,
  refName,
  // Cut for nearly everybody, and for a few.
  objectNameFor: (user) => objectNameFor('x'.repeat(35), user),
  'objectNameFor, short': (user) => objectNameFor('spark', user),
}

describe('nobody is taken for somebody else', () => {
  const VICTIMS = [
    ...['Ada', 'Grace', 'u', 'ursula', 'Ж'.repeat(45), 'x'.repeat(64), 'x'.repeat(240), '\u0002', ' ', '@'],
    ...Array.from({ length: 100 }, (_, at) => `firstname${at}.lastname@students.department.university.example.edu`),
    ...Array.from({ length: 100 }, (_, at) => `Student${at}`),
    ...Array.from({ length: 100 }, (_, at) => `ursula.lastname.of.the.university.${at}`),
  ]
  for (const [name, form] of Object.entries(FORMS))
    it(`no name can be made out of what another's has become: ${name}`, () => {
      for (const victim of VICTIMS) {
        const target = form(victim)
        // Whatever part of it is read back.
        for (let from = 0; from < Math.min(target.length, 64); from += 1) {
          const twin = unescaped(target.slice(from))
          if (twin !== victim) assert.notEqual(form(twin), target, `${JSON.stringify(twin)} is taken for ${victim}`)
        }
      }
    })

  it('no whole name has what a cut one has', () => {
    const users = fc.string({ unit: 'grapheme', maxLength: 80 })
    fc.assert(
      fc.property(users, users, (a, b) => {
        assert.doesNotMatch(escapeUser(a), /--|-h/)
        for (const form of Object.values(FORMS)) if (a !== b) assert.notEqual(form(a), form(b))
        for (const text of [userLabel(a), userPart(a)]) assert.match(text, /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?$/)
      }),
      RUNS,
    )
  })

  it('nor do control characters and a digit make another sign', () =>
    assert.notEqual(escapeUser('\u00020'), escapeUser(' ')))
})
