import assert from 'node:assert/strict'
import { it } from 'node:test'
import { verdictNews } from '../../../src/domain/notify/verdict-news.ts'
import type { NamedVerdict } from '../../../src/domain/verdict/verdict.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const VERDICT: NamedVerdict = {
  ...{ pool: 'user', uid: 'midterm', title: 'Midterm', startMs: at('09:00'), announced: 230, came: 338, late: 42 },
  ...{ longestMs: 250_000, readyAtStart: 190, advice: { kind: 'write', students: 320 } },
}

it('a verdict is told with what it says and advises; its key holds no title', () => {
  const step = stepAt('09:45')
  const [one, ...more] = verdictNews({ ...step, decision: { ...step.decision, verdicts: [VERDICT] } })
  assert.deepEqual(more, [])
  assert.equal(one?.headline, 'user: Tue 09:00 Midterm: 338 of 230 came, 42 waited, the longest 4 min 10 s')
  assert.deepEqual(one?.lines.at(-1), 'Write 320 next time')
  assert.match(one?.key ?? '', /^verdicts [0-9a-f]{16}$/)
})
