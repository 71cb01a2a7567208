import assert from 'node:assert/strict'
import { it } from 'node:test'
import { broken, examined, together, warning } from '../../../src/domain/doctor/finding.ts'

const down = broken('a', 'is down', 'start a')
const late = warning('b', 'is late', 'hurry b')

it('what is not said is none', () =>
  assert.deepEqual(examined('pools', {}), { topic: 'pools', findings: [], unchecked: [], well: [] }))

it('several checks of a topic are one, and nothing of them is lost', () =>
  assert.deepEqual(
    together('pools', [
      examined('pools', { findings: [down], well: ['c'] }),
      examined('pools', { findings: [late], unchecked: [{ what: 'd', because: 'e' }] }),
    ]),
    { topic: 'pools', findings: [down, late], unchecked: [{ what: 'd', because: 'e' }], well: ['c'] },
  ))

it('each has its severity', () => assert.deepEqual([down.severity, late.severity], ['broken', 'warning']))
