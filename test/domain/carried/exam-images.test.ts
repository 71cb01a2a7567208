import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ExamImage, examPulls } from '../../../src/domain/carried/exam-images.ts'
import { timeline } from '../../support/calendar.ts'
import { config as configOf, poolLabels, userPool } from '../../support/config.ts'
import { decideAt, play } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'

const exam = (title: string, image: string, pools: string[] = []): ExamImage => ({
  during: { titles: [title], pools, earlyMs: 10 * MINUTE },
  image,
})
const twoPools = configOf({
  defaultPool: null,
  nodePools: {
    user: { nodeSelector: poolLabels('user'), leadTime: '10m' },
    lab: { nodeSelector: poolLabels('lab'), leadTime: '10m' },
  },
})
const midterm = { title: 'Midterm Data 8', from: '10:00', to: '11:00', asks: { user: 2, lab: 1 } }

describe('the images of exams', () => {
  const plan = timeline(twoPools, midterm, { ...midterm, title: 'Lecture', asks: { user: 1 } })
  const brought = (exams: readonly ExamImage[], pool: string, time: string) =>
    examPulls(exams, plan, pool, at(time)).images.map(({ image }) => image)

  it('are brought from the lead time of an event that is meant to its end, and not on other days', () => {
    const exams = [exam('midterm*', 'exam:1'), exam('Final*', 'final:1')]
    assert.deepEqual(
      ['09:49', '09:50', '10:59', '11:00'].map((time) => brought(exams, 'user', time)),
      [[], ['exam:1'], ['exam:1'], []],
    )
  })
  it('are those of the pool where the profile names pools, each once', () => {
    const exams = [exam('Midterm*', 'lab:1', ['lab']), exam('Midterm*', 'all:1'), exam('Midterm Data 8', 'all:1')]
    assert.deepEqual([brought(exams, 'user', '10:00'), brought(exams, 'lab', '10:00')], [['all:1'], ['lab:1', 'all:1']])
  })
})

describe('placeholders of an exam', () => {
  const world = {
    config: userPool({ leadTime: '10m' }),
    nodes: [node({ name: 'n1' })],
    pods: [pod({ user: 'ada', on: 'n1', image: 'data8:1', created: at('08:30') })],
    events: [{ title: 'Midterm', from: '10:00', to: '11:00', asks: { user: 3 } }],
    exams: [exam('Midterm', 'exam:1')],
  }
  const carried = (decision: ReturnType<typeof decideAt>) =>
    decision.pools.get('user')?.carried.images.map(({ image }) => image)

  it('bring its image beside what people run, and not once there are none any more', () => {
    const running = { ...world, deployments: [deployment({ pool: 'user', replicas: 3 })] }
    const decisions = play([
      ['09:00', world],
      ['09:50', world],
      ['10:30', running],
      ['11:05', running],
      ['11:10', { ...world, deployments: [deployment({ pool: 'user', replicas: 0 })] }],
    ])
    assert.deepEqual(decisions.map(carried), [
      ['data8:1'],
      ['data8:1', 'exam:1'],
      ['data8:1', 'exam:1'],
      ['data8:1', 'exam:1'],
      ['data8:1'],
    ])
  })
  it('bring nothing where images are off', () => {
    const off = { ...world, config: userPool({ leadTime: '10m', userImages: 'off' }) }
    assert.deepEqual(carried(decideAt('10:00', off)), [])
  })
})
