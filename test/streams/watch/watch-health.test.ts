import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { WatchFailure } from '../../../streams/watch/watch.ts'
import { watchHealth } from '../../../streams/watch/watch-health.ts'

const failure = (kind: WatchFailure['kind'], because = 'a test'): WatchFailure => ({ kind, because, retryInMs: 500 })

/** What is told of these, one after another: `pods` alone is heard. */
function told(...health: readonly (readonly [resource: string, failure?: WatchFailure])[]): string[] {
  const { events$, onHealth } = watchHealth()
  const lines: string[] = []
  events$.subscribe((event) =>
    lines.push(
      event.type === 'watch failed'
        ? `${event.resource}: ${event.kind}`
        : `${event.type}: ${'resource' in event && event.resource}`,
    ),
  )
  for (const [resource, failed] of health) onHealth(resource, failed)
  return lines
}

describe('how watches fare', () => {
  it('is told once for each cause, and once when it is heard again', () =>
    assert.deepEqual(
      told(
        ['pods', failure('network')],
        ['pods', failure('network')],
        ['pods', failure('forbidden')],
        ['pods', failure('forbidden')],
        ['pods'],
        ['pods'],
      ),
      ['pods: network', 'pods: forbidden', 'watch recovered: pods'],
    ))
  it('is nothing to tell while all is well', () => assert.deepEqual(told(['pods'], ['nodes']), []))
  it('is told of each by itself', () =>
    assert.deepEqual(told(['pods', failure('network')], ['nodes'], ['nodes', failure('network')], ['pods']), [
      'pods: network',
      'nodes: network',
      'watch recovered: pods',
    ]))
  it('is told anew when it fails again', () =>
    assert.deepEqual(told(['pods', failure('network')], ['pods'], ['pods', failure('network')]), [
      'pods: network',
      'watch recovered: pods',
      'pods: network',
    ]))
  it('with why, and when it is tried again', () => {
    const { events$, onHealth } = watchHealth()
    const events: unknown[] = []
    events$.subscribe((event) => events.push(event))
    onHealth('pods', failure('network', 'the cable'))
    assert.deepEqual(events, [
      { type: 'watch failed', resource: 'pods', kind: 'network', because: 'the cable', retryInMs: 500 },
    ])
  })
})
