import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { acceptedPaths } from '../../../src/server/profiles/accepted-paths.ts'

describe('accepted paths', () => {
  it('are none at first, then those given last', () => {
    const paths = acceptedPaths()
    assert.deepEqual([paths.isEmpty(), paths.has(''), paths.has('/a')], [true, false, false])
    paths.accept(['/a', '/b'])
    assert.deepEqual(
      [paths.isEmpty(), ...['/a', '/b', '/', '', '/ab', '/A'].map(paths.has)],
      [false, true, true, false, false, false, false],
    )
    paths.accept(['/b', '/c'])
    assert.deepEqual(['/a', '/b', '/c'].map(paths.has), [false, true, true])
    paths.accept([])
    assert.deepEqual([paths.isEmpty(), paths.has('/c')], [true, false])
  })
})
