import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hubLimitsExamined } from '../../../../src/domain/doctor/hub/limits.ts'
import { told } from '../support.ts'

describe('the limits of the hub', () => {
  const here = { profiles: {}, spawnTimeMs: 30_000 }
  const there = { guarantee: { memory: 0, cpu: 0 }, hasExtraConfig: false }
  it('are well where the values say the same, or the hub none', () => {
    const same = { concurrentSpawnLimit: 64, startTimeoutMs: 900_000 }
    assert.deepEqual(told(hubLimitsExamined({ ...here, ...same }, { ...there, ...same })), [])
    assert.deepEqual(
      told(hubLimitsExamined({ ...here, activeServerLimit: 9 }, { ...there, concurrentSpawnLimit: 0 })),
      [],
    )
  })
  it('are said as the hub has them where the values have others, or none', () =>
    assert.deepEqual(
      told(
        hubLimitsExamined(
          { ...here, activeServerLimit: 9 },
          { ...there, activeServerLimit: 8, startTimeoutMs: 60_000 },
        ),
      ),
      [
        "warning hub.activeServerLimit: is 9 here, and 8 in the hub's own values: classes are measured by what is said here → hub: {activeServerLimit: 8}",
        "warning hub.startTimeout: is not said here, and 60 in the hub's own values: classes are measured by what is said here → hub: {startTimeout: 60}",
      ],
    ))
})
