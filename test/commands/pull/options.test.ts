import assert from 'node:assert/strict'
import { it } from 'node:test'
import { HOUR, MINUTE } from '../../support/time.ts'
import { plan } from './support.ts'

it('lists are separated by commas, and repeated', () => {
  const { images, pools, secrets } = plan({ images: ['a:1,b:2', 'a:1'], pool: ['user, lab'], secret: ['k1', 'k2'] })
  assert.deepEqual(
    [images, pools, secrets],
    [
      ['a:1', 'b:2'],
      ['user', 'lab'],
      ['k1', 'k2'],
    ],
  )
})
it('times are in milliseconds', () => {
  const { timeoutMs, bringMs, parallel, isOnNodes } = plan({
    timeout: '90s',
    bringFor: '2h',
    parallel: '7',
    wait: false,
  })
  assert.deepEqual([timeoutMs, bringMs, parallel, isOnNodes], [1.5 * MINUTE, 2 * HOUR, 7, false])
})
for (const [options, says] of [
  [{ images: [] }, /^say which: --images/],
  [{ images: ['a b;c'] }, /^--images b;c is no name of an image/],
  [{ images: Array.from({ length: 21 }, (_, at) => `i${at}`) }, /^--images names 21; 20 go at once/],
  [{ secret: ['My_Key'] }, /^--secret My_Key is no name of a Secret/],
  [{ parallel: '0' }, /^--parallel 0 is no whole number from 1 to 500/],
  [{ parallel: 'all' }, /^--parallel all is no whole number/],
  [{ timeout: 'soon' }, /^--timeout soon is no duration; write it like 20m/],
  [{ timeout: '5s' }, /^--timeout 5s is not between a minute and 1 d/],
  [{ bringFor: '60d' }, /^--bring-for 60d is not between a minute and 30 d/],
] as const)
  it(`refuses ${JSON.stringify(options)}`, () =>
    assert.throws(() => plan(options), { name: 'InputError', message: says }))
