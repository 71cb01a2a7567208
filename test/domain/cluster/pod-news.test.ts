import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isNews } from '../../../src/domain/cluster/pod-news.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const ada = { user: 'ada', uid: 'a', on: 'n1' }
const started = { ...ada, runningAt: at('09:00') }

it('a person whose container starts is no news, whatever else changes is', () => {
  assert.equal(isNews(pod(started), pod(ada)), false)
  assert.equal(isNews(pod(ada), undefined), true)
  assert.equal(isNews(pod(started), pod({ ...ada, on: 'n2' })), true)
  assert.equal(isNews(pod(ada), pod(ada)), true, 'as the API tells it')
})

it('a placeholder that starts is news: its boot is learned', () => {
  const warm = { placeholder: 'user', uid: 'p', on: 'n1' }
  assert.equal(isNews(pod({ ...warm, runningAt: at('09:00') }), pod(warm)), true)
})
