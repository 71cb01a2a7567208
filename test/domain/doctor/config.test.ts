import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ConfigInput, configExamined } from '../../../src/domain/doctor/config.ts'
import { problem } from '../../../src/domain/problem.ts'
import { config, userPool } from '../../support/config.ts'
import { only, told } from './support.ts'

const examine = (more: Partial<ConfigInput> = {}) =>
  configExamined({ config: config(), warnings: [], refused: [], upgrade: 'helm upgrade', ...more })

describe('the config', () => {
  it('is understood', () => {
    const { findings, well } = examine()
    assert.deepEqual([findings, well], [[], ['the values are understood: 1 pool']])
  })
  it('is refused: every mistake, and which one counts', () => {
    const all = told(examine({ refused: [problem('a', 'is no number'), problem('b', 'is no text')] }))
    assert.equal(all.length, 2)
    assert.equal(
      all[0],
      'broken a: is no number; the config is refused, and the last good one goes on to count → helm upgrade  # with a mended',
    )
  })
  it('has no pools', () =>
    assert.match(only(examine({ config: config({ nodePools: {} }) })), /^broken nodePools: .* → nodePools: \{user: /))
  it('writes nothing', () =>
    assert.match(only(examine({ config: userPool({}, { dryRun: true }) })), /^warning dryRun: .* → dryRun: false$/))
  it('is odd in a place', () =>
    assert.match(
      only(examine({ warnings: [problem('priorityClass.value', 'is low')] })),
      /^warning priorityClass\.value: is low/,
    ))
})
