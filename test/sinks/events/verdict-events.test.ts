import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Step } from '../../../src/domain/act/step.ts'
import type { NamedVerdict } from '../../../src/domain/verdict/verdict.ts'
import { verdictEvents } from '../../../src/sinks/events/verdict-events.ts'
import { eventually } from '../../cluster/index.ts'
import { config } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'
import { eventServer } from './event-server.ts'

const WELL: NamedVerdict = {
  ...{ pool: 'user', uid: 'lab', title: 'Lab', startMs: at('09:00'), announced: 30, came: 28, late: 0, longestMs: 0 },
  readyAtStart: 20,
}
const BADLY: NamedVerdict = { ...WELL, uid: 'exam', title: 'Exam', late: 6, longestMs: 90_000 }

function step(verdicts: readonly NamedVerdict[], leading = true): Step {
  const made = stepAt('09:45', { config: config(), deployments: [deployment({ config: config() })] }, { leading })
  return { ...made, decision: { ...made.decision, verdicts } }
}

it('what became of a class is told on the Deployment of its pool, by the leader', async () => {
  await using server = await eventServer()
  const tell = verdictEvents(server.options).step
  tell?.(step([WELL, BADLY], false))
  tell?.(step([]))
  tell?.(step([WELL, BADLY]))
  await eventually('two Events', () => server.told.length > 1, { everyMs: 1 })
  assert.deepEqual(
    server.told
      .map(({ event: { reason, type, note, regarding } }) => [reason, type, note, (regarding as { name: string }).name])
      .sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1)),
    [
      [
        'ClassOver',
        'Normal',
        'Tue 09:00 Lab: 28 of 30 came, nobody waited; 20 seats were ready at the start',
        'user-placeholder',
      ],
      [
        'ClassOver',
        'Warning',
        'Tue 09:00 Exam: 28 of 30 came, 6 waited, the longest 1 min 30 s; 20 seats were ready at the start',
        'user-placeholder',
      ],
    ],
  )
})
