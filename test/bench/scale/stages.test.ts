import assert from 'node:assert/strict'
import { it } from 'node:test'
import { STAGES, stagesOf } from './stages.ts'

const chosen = (options: Parameters<typeof stagesOf>[0]) => {
  const found = stagesOf(options)
  return 'problem' in found ? found.problem : [[...found.stages], found.isScale]
}

it('everything, unless some are named', () => {
  assert.deepEqual(chosen({}), [[...STAGES], true])
  assert.deepEqual(chosen({ only: 'start, reaction' }), [['start', 'reaction'], true])
  assert.deepEqual(chosen({ only: 'micro' }), [['micro'], false])
})

it('what is of this tree alone is not compared', () => {
  assert.deepEqual(chosen({ compare: 'main', only: 'start' }), [['start'], true])
  assert.match(String(chosen({ compare: 'main', only: 'pages' })), /«pages» beside --compare; it takes start/)
})

it('a stage that there is not is named with those that there are', () =>
  assert.match(String(chosen({ only: 'satrt' })), /no «satrt»; it takes micro, pages, cluster, start/))
