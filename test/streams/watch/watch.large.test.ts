import assert from 'node:assert/strict'
import { once } from 'node:events'
import { it } from 'node:test'
import { Worker } from 'node:worker_threads'
import { filter, firstValueFrom } from 'rxjs'
import { reflect } from '../../../streams/watch/reflect.ts'
import { streamedLists } from '../../../streams/watch/streamed-lists.ts'
import { type RawObject, watch } from '../../../streams/watch/watch.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'

type Pod = RawObject & {
  readonly spec: {
    readonly nodeName: string
    readonly containers: readonly {
      readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } }
    }[]
  }
}

/**
 * The most CPU time that one turn of this thread's event loop takes, in ms: what a stall costs others, whatever else the
 * machine is doing meanwhile.
 */
function longestTurn(): () => number {
  let longestUs = 0
  let before = process.threadCpuUsage()
  let next = setImmediate(function turn() {
    const { user, system } = process.threadCpuUsage(before)
    longestUs = Math.max(longestUs, user + system)
    before = process.threadCpuUsage()
    next = setImmediate(turn)
  })
  return () => {
    clearImmediate(next)
    return longestUs / 1000
  }
}

const ways = {
  'in pages': () => {
    const lists = streamedLists()
    lists.refused('not served')
    return lists
  },
  'as a stream': () => streamedLists(),
}

for (const [way, lists] of Object.entries(ways))
  it(`50,000 pods are listed ${way} without stalling the event loop or keeping their JSON`, {
    timeout: 120_000,
  }, async (t) => {
    const worker = new Worker(new URL('../support/large-api.ts', import.meta.url), { workerData: { count: 50_000 } })
    const [port] = await once(worker, 'message')
    await using transport = await connectTo({ server: `http://127.0.0.1:${port}` })
    const project = (raw: RawObject) => {
      const { metadata, spec } = raw as Pod
      return {
        name: metadata.name,
        node: spec.nodeName,
        requests: spec.containers.map(({ resources }) => resources.requests),
      }
    }
    const perNode = () => {
      const nodes = new Map<string, number>()
      return {
        nodes,
        applied: ({ node }: { node: string }, previous?: object) =>
          previous ?? nodes.set(node, (nodes.get(node) ?? 0) + 1),
        deleted: ({ node }: { node: string }) => nodes.set(node, (nodes.get(node) ?? 0) - 1),
      }
    }
    const before = performance.now()
    const measured = longestTurn()
    const events = watch({ path: '/api/v1/pods' }, project, { transport, streamed: lists() })
    const reflected = events.pipe(reflect({ aggregate: perNode }))
    const { items, aggregate } = await firstValueFrom(
      reflected.pipe(filter(({ freshness }) => freshness.at === 'live')),
    )
    const stallMs = measured()
    const { heapUsed, rss } = process.memoryUsage()
    t.diagnostic(
      `${Math.round(performance.now() - before)} ms, longest stall ${Math.round(stallMs)} ms, heap ${heapUsed >> 20} MB, rss ${rss >> 20} MB`,
    )
    await worker.terminate()
    assert.equal(items.size, 50_000)
    assert.deepEqual([aggregate.nodes.size, aggregate.nodes.get('node-7')], [500, 100])
    assert.ok(stallMs < 100, `the event loop stalled for ${stallMs} ms`)
  })
