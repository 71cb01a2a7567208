import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isAllowedImage, notAnImagePattern } from '../../../src/domain/images/allowed.ts'
import { referenceOf } from '../../../src/domain/images/reference.ts'
import { fc, RUNS } from '../../support/properties.ts'

const [SHA, OTHER] = ['0a', '0b'].map((hex) => `sha256:${hex.repeat(32)}`)

describe('a list of images', () => {
  for (const [entry, image] of [
    ['quay.io/hub/exam', 'quay.io/hub/exam'],
    ['quay.io/hub/exam', 'quay.io/hub/exam:any'],
    ['quay.io/hub/exam', `quay.io/hub/exam:any@${SHA}`],
    ['quay.io/hub/exam:1', 'quay.io/hub/exam:1'],
    ['quay.io/hub/exam:latest', 'quay.io/hub/exam'],
    ['quay.io/hub/exam:2026-*', 'quay.io/hub/exam:2026-10'],
    [`quay.io/hub/exam@${SHA}`, `quay.io/hub/exam@${SHA}`],
    [`quay.io/hub/exam@${SHA}`, `quay.io/hub/exam:1@${SHA}`],
    [`quay.io/hub/exam:1@${SHA}`, `quay.io/hub/exam:1@${SHA}`],
    ['quay.io/hub/*', 'quay.io/hub/a/b:1'],
    ['quay.io/hub/exam-*', 'quay.io/hub/exam-a:1'],
    ['quay.io/hub/*:1', 'quay.io/hub/exam:1'],
    ['QUAY.IO/hub/exam', 'quay.io/hub/exam'],
    ['python', 'docker.io/library/python:3.13'],
    ['docker.io/library/*', 'python'],
    ['docker.io/*', 'jupyter/scipy'],
    ['python:3.*', 'index.docker.io/library/python:3.13'],
    ['registry.example.edu:5000/exam', 'registry.example.edu:5000/exam:1'],
    ['*', 'evil.example/x'],
  ] as const)
    it(`«${entry}» has ${image}`, () => {
      assert.equal(notAnImagePattern(entry), undefined)
      assert.equal(isAllowedImage(image, ['quay.io/other', entry]), true)
    })

  for (const [entry, image] of [
    ['quay.io/hub/exam', 'evil/image'],
    ['quay.io/hub/exam', 'quay.io/hub/exam2'],
    ['quay.io/hub/exam', 'quay.io/hub/exam/x'],
    ['quay.io/hub/exam', 'quay.io.evil.example/hub/exam'],
    ['quay.io/hub/exam', 'evil.example/quay.io/hub/exam'],
    ['quay.io/hub/exam', 'quay.io:8443/hub/exam'],
    ['quay.io/hub/exam:1', 'quay.io/hub/exam:2'],
    ['quay.io/hub/exam:1', 'quay.io/hub/exam'],
    // The digest decides what runs: the tag before it is a word.
    ['quay.io/hub/exam:1', `quay.io/hub/exam:1@${SHA}`],
    ['quay.io/hub/exam:*', `quay.io/hub/exam@${SHA}`],
    [`quay.io/hub/exam@${SHA}`, `quay.io/hub/exam@${OTHER}`],
    [`quay.io/hub/exam@${SHA}`, 'quay.io/hub/exam'],
    ['quay.io/hub/*', 'quay.io/hubs/exam'],
    ['python', 'evil/python'],
    ['python', 'quay.io/library/python'],
    ['docker.io/*', 'docker.io.evil.example/a'],
    ['docker.io/scipy*', 'scipy-of-somebody/x'],
    ['quay.io*', 'quay.io.evil.example/a'],
    ['quay.io*/a', 'quay.io.evil.example/a'],
    ['*/exam', 'evil.example/exam'],
    ['', 'python'],
    ['*', 'no image'],
  ] as const)
    it(`«${entry}» has not ${image}`, () => assert.equal(isAllowedImage(image, [entry]), false))

  for (const [entry, why] of [
    ['quay.io*', /registry in full/],
    ['*/exam', /registry in full/],
    ['*.example.edu/exam', /registry in full/],
    ['**', /registry in full/],
    ['', /is no image/],
    ['quay.io/', /is no image/],
    ['quay.io/Exam', /is no image/],
    ['https://quay.io/*', /is no image/],
    ['quay.io/exam@sha256:*', /is no image/],
  ] as const)
    it(`«${entry}» is no entry`, () => assert.match(notAnImagePattern(entry) ?? '', why))

  it('that has one as it is written has it', () => {
    const word = fc.stringMatching(/^[a-z0-9]([.-]?[a-z0-9]){0,5}$/)
    const name = fc
      .record({
        host: fc.constantFrom('', 'quay.io/', 'localhost:5000/', 'A.example/'),
        path: fc.array(word, { minLength: 1, maxLength: 3 }),
        tag: fc.constantFrom('', ':1', ':latest'),
        digest: fc.constantFrom('', `@${SHA}`),
      })
      .map(({ host, path, tag, digest }) => `${host}${path.join('/')}${tag}${digest}`)
      .filter((one) => referenceOf(one) !== undefined)
    fc.assert(
      fc.property(name, (one) => {
        assert.equal(notAnImagePattern(one), undefined)
        assert.equal(isAllowedImage(one, [one]), true)
      }),
      RUNS,
    )
  })
})
