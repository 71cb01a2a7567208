import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayChosen } from '../../../src/domain/trial/say-chosen.ts'
import { config } from '../../support/config.ts'

const STUDENTS = { asks: new Map([['', { students: 120 }]]), problems: [] }
const LAB = { asks: new Map([['lab', { students: 120 }]]), problems: [] }
const two = config({ nodePools: { user: {}, lab: {} } })
const withDefault = config({ nodePools: { user: {}, lab: {} }, defaultPool: 'user' })

const CASES = [
  ['nothing was chosen', STUDENTS, '', two, /^$/],
  ['it names its pool', LAB, 'user', two, /^$/],
  ['it is the only pool', STUDENTS, 'user', config(), /^$/],
  ['it is the default pool', STUDENTS, 'user', withDefault, /^$/],
  [
    'it would be of another',
    STUDENTS,
    'lab',
    withDefault,
    /in a calendar asks pool `user`: for pool `lab` write `lab: \{students: 120\}`/,
  ],
  ['it would count nowhere', STUDENTS, 'lab', two, /in a calendar counts nowhere: for pool `lab`/],
] as const

for (const [name, description, chosen, from, expected] of CASES)
  it(`of a chosen pool: ${name}`, () => assert.match(sayChosen(description, chosen, from).join('; '), expected))
