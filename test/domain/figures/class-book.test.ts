import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ClassFigure, createClassBook, MOST_CLASSES, OTHERS } from '../../../src/domain/figures/class-book.ts'
import type { OccurrenceSpec } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod, several } from '../../support/pod.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, HOUR, SECOND } from '../../support/time.ts'
import { verdict } from '../../support/verdict.ts'

const said = ({ title, announced, came }: ClassFigure) => `${title}: ${came} of ${announced}`
const classes = (...titles: readonly string[]): OccurrenceSpec[] =>
  titles.map((title, n) => ({ title, uid: `${n}`, asks: { user: { students: 100 - n } } }))

const step = (events: readonly OccurrenceSpec[] = [], time = '09:02') =>
  stepAt(time, {
    config: userPool({}, { forecast: { reactions: 'on' } }),
    nodes: [node()],
    pods: several(30, (n) => pod({ user: `s${n}`, on: 'n1', created: at('08:55') + n * SECOND })),
    events,
  })

describe('while its people come', () => {
  it('a class is announced against come', () =>
    assert.deepEqual(
      createClassBook()
        .figures(step(classes('Data 8')), at('09:02'))
        .map(said),
      ['Data 8: 30 of 100'],
    ))
  it('two of one title are one', () =>
    assert.deepEqual(
      createClassBook()
        .figures(step(classes('Lab', 'Lab')), at('09:02'))
        .map(said),
      ['Lab: 30 of 199'],
    ))
  it('a long title is cut, and never through a character', () => {
    const [figure] = createClassBook().figures(step(classes(`${'x'.repeat(58)}🎓 and more`)), at('09:02'))
    assert.equal(figure?.title, `${'x'.repeat(58)}\uFFFD…`)
  })
  it('however many there are, the largest are told apart, and nobody is lost', () => {
    const titles = several(MOST_CLASSES + 15, (n) => `Class ${n}`)
    const figures = createClassBook().figures(step(classes(...titles)), at('09:02'))
    assert.equal(figures.length, MOST_CLASSES + 1)
    assert.equal(figures[0]?.title, 'Class 1')
    const others = figures.find(({ title }) => title === OTHERS)
    assert.equal(
      others?.announced,
      several(15, (n) => 100 - MOST_CLASSES - n + 1).reduce((a, b) => a + b),
    )
  })
})

describe('once they have come', () => {
  it('it has its verdict for an hour, and is gone then', () => {
    const book = createClassBook()
    book.heard([verdict({ late: 12, longestMs: 90 * SECOND, readyAtStart: 280 })], at('09:45'))
    const shown = (ms: number) => book.figures(step([], '09:50'), ms).map((one) => one.verdict)
    const { startMs, late, longestMs, readyAtStart } = verdict({ late: 12, longestMs: 90 * SECOND, readyAtStart: 280 })
    const [first] = shown(at('09:45'))
    assert.deepEqual(first && { ...first, uid: undefined }, { startMs, late, longestMs, readyAtStart, uid: undefined })
    assert.equal(shown(at('09:45') + HOUR - 1).length, 1)
    assert.deepEqual(shown(at('09:45') + HOUR), [])
  })
  it('of two of one title the people add up, and the longest wait counts', () => {
    const book = createClassBook()
    book.heard(
      [verdict({ late: 2, longestMs: 40 * SECOND }), verdict({ late: 1, longestMs: 90 * SECOND, came: 10 })],
      at('09:45'),
    )
    const [one, ...more] = book.figures(step([], '09:50'), at('09:50'))
    assert.deepEqual(more, [])
    assert.deepEqual([one?.came, one?.verdict?.late, one?.verdict?.longestMs], [348, 3, 90 * SECOND])
    assert.equal(one?.verdict?.readyAtStart, undefined)
  })
})
