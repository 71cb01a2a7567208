import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'

const read = (yaml: string) => readProfiles(`profiles:\n- {name: exam, ${yaml}, env: {A: x}}`, 'profiles.yaml')
const SHA = `sha256:${'0a'.repeat(32)}`

describe('the image that a profile gives', () => {
  for (const name of ['exam', 'quay.io/hub/exam:2026-10', 'localhost:5000/exam', `quay.io/hub/exam@${SHA}`])
    it(name, () => {
      const { set, problems } = read(`during: Final, image: "${name}"`)
      assert.deepEqual([set.profiles[0]?.image, problems], [{ name }, []])
    })

  for (const [written, said] of [
    ['image: "quay.io/Hub/exam"', /is not the name of an image, such as `quay\.io\/hub\/exam:2026-10`$/],
    ['image: "https://quay.io/hub/exam"', /is not the name of an image/],
    ['image: "exam "', /is not the name of an image/],
  ] as const)
    it(`${written}: is left out alone`, () => {
      const { set, problems } = read(`during: Final, ${written}`)
      assert.equal(problems.length, 1)
      assert.match(problems[0]?.text ?? '', said)
      assert.deepEqual([set.profiles[0]?.image, set.profiles[0]?.env.length], [undefined, 1])
    })

  for (const [written, said] of [
    ['image: "scipy:1"', /nothing says when or to whom; did you mean `images`\?/],
    ['image: [scipy, base]', /nothing says when or to whom; did you mean `images`\?/],
    ['image:', /did you mean `images`\?/],
    ['users: [ada], image: [scipy]', /is one image, .* did you mean `images`\?/],
    ['during: Final, image: {name: scipy}', /is one image, .* did you mean `images`\?/],
  ] as const)
    it(`${written}: the profile is left out whole, since it would be for everybody`, () => {
      const { set, problems } = read(written)
      assert.deepEqual(set.profiles, [])
      assert.match(problems[0]?.text ?? '', said)
      assert.match(problems.at(-1)?.text ?? '', /left out whole/)
    })

  it('may be for everybody, where that is said', () =>
    assert.deepEqual(read('users: ["*"], image: "scipy:1"').set.profiles[0]?.image, { name: 'scipy:1' }))
})
