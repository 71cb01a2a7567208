import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { referenceOf } from '../../../src/domain/images/reference.ts'

const SHA = `sha256:${'0a'.repeat(32)}`

describe('a reference to an image', () => {
  for (const [name, registry, path, tag, digest] of [
    ['python', 'docker.io', 'library/python'],
    ['library/python:3.13', 'docker.io', 'library/python', '3.13'],
    ['docker.io/python', 'docker.io', 'library/python'],
    ['index.docker.io/jupyter/scipy', 'docker.io', 'jupyter/scipy'],
    ['jupyter/scipy:2026-10-05', 'docker.io', 'jupyter/scipy', '2026-10-05'],
    ['quay.io/hub/exam', 'quay.io', 'hub/exam'],
    ['QUAY.io/hub/exam', 'quay.io', 'hub/exam'],
    ['localhost/exam:1', 'localhost', 'exam', '1'],
    ['localhost:5000/exam', 'localhost:5000', 'exam'],
    ['registry.example.edu:5000/a/b/c:v1.2_3', 'registry.example.edu:5000', 'a/b/c', 'v1.2_3'],
    ['10.0.0.7:5000/exam', '10.0.0.7:5000', 'exam'],
    ['[fd00::7]:5000/exam:1', '[fd00::7]:5000', 'exam', '1'],
    ['[fd00::7]/exam', '[fd00::7]', 'exam'],
    [`quay.io/hub/exam@${SHA}`, 'quay.io', 'hub/exam', undefined, SHA],
    [`quay.io/hub/exam:1@${SHA}`, 'quay.io', 'hub/exam', '1', SHA],
    ['a__b/c-d---e.f', 'docker.io', 'a__b/c-d---e.f'],
  ] as const)
    it(name, () => {
      const parts = { registry, path, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) }
      assert.deepEqual(referenceOf(name), parts)
    })

  for (const name of [
    ...['', ' ', 'a b', '/python', 'python/', 'a//b', 'python:', 'python:-1', ':1', '@', `@${SHA}`],
    ...[
      'Python',
      'quay.io/Hub/exam',
      'a___b',
      'a..b',
      '-a',
      'a-',
      'quay.io/../exam',
      'quay.io/a:b/c',
      'https://quay.io/a',
    ],
    ...[
      'quay.io/exam@sha256:abc',
      `quay.io/exam@${SHA}@${SHA}`,
      `quay.io/exam@${SHA.toUpperCase()}`,
      'quay.io/exam@md5:00',
    ],
    ...[`quay.io/${'a'.repeat(255)}`, `quay.io/a:${'b'.repeat(129)}`, 'quay.io:port/a', '-quay.io/a', 'quay.io./a'],
    ...['quay.io/a*', 'quay.io/a\n', 'quay.io/ａ'],
  ])
    it(`is not «${name.slice(0, 60)}»`, () => assert.equal(referenceOf(name), undefined))
})
