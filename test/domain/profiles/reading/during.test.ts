import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'
import { MINUTE } from '../../../support/time.ts'

const read = (during: string) => readProfiles(`profiles:\n- {name: exam, ${during}}`, 'profiles.yaml')
const duringOf = (during: string) => read(during).set.profiles[0]?.during

describe('the events of a profile', () => {
  it('are a title, titles, or more', () => {
    assert.deepEqual(duringOf('during: "Midterm*"'), { titles: ['Midterm*'], pools: [], earlyMs: 10 * MINUTE })
    assert.deepEqual(duringOf('during: [Midterm, Final]')?.titles, ['Midterm', 'Final'])
    assert.deepEqual(duringOf('during: {events: Final, pools: [lab], early: 5m}'), {
      titles: ['Final'],
      pools: ['lab'],
      earlyMs: 5 * MINUTE,
    })
  })

  for (const [written, said] of [
    ['during: []', /during: names no event/],
    ['during: ""', /during\[0\]: must not be empty/],
    ['during:', /during: names no event/],
    ['during: {pools: [lab]}', /during\.events: is missing/],
    ['during: {events: Final, early: soon}', /during\.early: must be a duration of at most a day/],
    ['during: {events: Final, early: 2d}', /during\.early: must be a duration of at most a day/],
    ['during: {events: Final, erly: 5m}', /did you mean `early`\?/],
    ['durin: Final', /no key `durin` is known here; did you mean `during`\?/],
  ] as const)
    it(`${written}: the profile is left out whole, since it would count on every day`, () => {
      const { set, problems } = read(written)
      assert.deepEqual(set.profiles, [])
      const texts = problems.map(({ path, text }) => `${path.replace('profiles[0].', '')}: ${text}`)
      assert.ok(
        texts.some((one) => said.test(one)),
        texts.join('\n'),
      )
      assert.ok(texts.some((one) => /left out whole/.test(one)))
    })
})
