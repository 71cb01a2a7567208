import type { Draft } from '../../../src/domain/trial/draft.ts'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'

/** An event of the tests' day from 10:00 to 11:00 with this text: `draft('students: 120')`. */
export const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  title: 'Data 8',
  text,
  date: '2026-03-24',
  begin: '10:00',
  end: '11:00',
  pool: '',
  ...more,
})

/** Pool `user` has 16 seats a node and `lab` 8; Physics is in the calendar from 10:30. */
export const CAMPUS: World = {
  config: config({
    nodePools: {
      user: { seat: { requests: { memory: '2Gi' } }, maxPlaceholders: 12 },
      lab: { seat: { requests: { memory: '4Gi' } } },
    },
  }),
  nodes: [node({ name: 'n1' })],
  events: [{ title: 'Physics', from: '10:30', to: '12:00', asks: { user: { students: 40 } } }],
}
