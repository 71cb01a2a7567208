import assert from 'node:assert/strict'
import { it } from 'node:test'
import { matching as allMatching, isForEverybody } from '../../../../src/domain/profiles/merging/matches.ts'
import type { Spawn } from '../../../../src/domain/profiles/pod/spawn.ts'
import type { Profile } from '../../../../src/domain/profiles/reading/profile.ts'
import { profilesIn } from '../../../support/profiles.ts'
import { at, MINUTE } from '../../../support/time.ts'

const matching = (profiles: readonly Profile[], spawn: Spawn) => allMatching(profiles, spawn).always

const ADA = { user: 'ada', image: 'quay.io/team/thoth:3.6' }

for (const [filter, isMatch] of [
  ['', true],
  ['users: [ada]', true],
  ['users: [grace]', false],
  ['users: [Ada]', false],
  ['users: ["*"]', true],
  ['users: [grace, "*"]', true],
  ['images: ["*"]', true],
  ['images: ["thoth:3.6"]', true],
  ['images: ["team/thoth:3.6"]', true],
  ['images: ["quay.io/team/thoth:3.6"]', true],
  ['images: ["hoth:3.6"]', false],
  ['images: ["thoth"]', false],
  ['images: ["thoth:3"]', false],
  ['images: ["other:1", "thoth:3.6"]', true],
  ['users: [ada], images: ["other:1"]', false],
  ['users: [grace], images: ["thoth:3.6"]', false],
  ['users: ["*"], images: ["thoth:3.6"]', true],
] as const)
  it(`{${filter}} is ${isMatch ? '' : 'not '}for ada with ${ADA.image}`, () => {
    const [profile] = profilesIn(`profiles:\n- {${filter ? `name: a, ${filter}` : 'name: a'}}`).profiles
    assert.ok(profile)
    assert.deepEqual(matching([profile], ADA), isMatch ? [profile] : [])
  })

it('a digest behind the tag does not matter; a listed one does', () => {
  const [tag, digest] = profilesIn('profiles:\n- images: ["a:1"]\n- images: ["a:1@sha256:ab"]').profiles
  assert.ok(tag && digest)
  const pinned = (sha: string) => ({ user: 'ada', image: `quay.io/a:1@sha256:${sha}` })
  assert.deepEqual(matching([tag, digest], pinned('ab')), [tag, digest])
  assert.deepEqual(matching([tag, digest], pinned('cd')), [tag])
})

it('in their order, each once, whoever they are for', () => {
  const { profiles } = profilesIn(
    `profiles:
    - {name: a, users: [ada, ada]}
    - {name: b}
    - {name: c, users: [grace]}
    - {name: d, users: [grace, ada], images: ["other:1"]}
    - {name: e, images: ["thoth:3.6"]}
    - {name: f, users: [grace, ada]}`,
  )
  const namesFor = (user: string) => matching(profiles, { ...ADA, user }).map(({ name }) => name)
  assert.deepEqual(
    [namesFor('ada'), namesFor('grace'), namesFor('nobody')],
    ['abef', 'bcef', 'be'].map((all) => [...all]),
  )
})

it('for everybody: neither users nor images, or `*`', () => {
  const of = (yaml: string) => profilesIn(`profiles:\n- ${yaml}`).profiles.map(isForEverybody)
  assert.deepEqual(of('{users: ["*"], images: ["*"]}'), [true])
  assert.deepEqual([...of('{name: a}'), ...of('{users: [a]}'), ...of('{images: [a]}')], [true, false, false])
})

const MIDTERM = { title: 'Midterm  Data 8', pools: ['lab'], startMs: at('09:00'), endMs: at('11:00') }

for (const [during, when, isMatch] of [
  ['"Midterm*"', '08:49', false],
  ['"Midterm*"', '08:50', true],
  ['"Midterm*"', '10:59', true],
  ['"Midterm*"', '11:00', false],
  ['"midterm data 8"', '09:00', true],
  ['"Midterm"', '09:00', false],
  ['["Final*", "*Data 8"]', '09:00', true],
  ['{events: "Midterm*", early: 20m}', '08:40', true],
  ['{events: "Midterm*", early: 0}', '08:59', false],
  ['{events: ["Midterm*"], pools: [lab]}', '09:00', true],
  ['{events: ["Midterm*"], pools: [user]}', '09:00', false],
] as const)
  it(`during: ${during} at ${when}`, () => {
    const { profiles } = profilesIn(`profiles:\n- during: ${during}\n- {name: always}`)
    const moment = { atMs: at(when), events: [MIDTERM] }
    const { always, ofEvents } = allMatching(profiles, { ...ADA, moment })
    assert.deepEqual([always.length, ofEvents.length], [1, isMatch ? 1 : 0])
  })

it('where nobody knows the events no profile of one counts', () => {
  const { profiles } = profilesIn('profiles:\n- during: "*"')
  assert.deepEqual(allMatching(profiles, ADA), { always: [], ofEvents: [] })
  const moment = { atMs: at('09:00'), events: [{ ...MIDTERM, endMs: MIDTERM.startMs + MINUTE }] }
  assert.equal(allMatching(profiles, { ...ADA, moment }).ofEvents.length, 1)
})
