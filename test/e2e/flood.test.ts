/**
 * Both ports flooded by 10,000 connections each that begin something and never end it, in a process that has as much memory as its
 * pod: kubelet and API server are answered in the midst of it, nothing ends, and it is over once the flood is.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { Agent, request } from 'node:https'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from '../cluster/poll.ts'
import { spawned } from '../support/profiles.ts'
import { memoryCgroup, startIn } from './bombs/cgroup.ts'
import type { Opened } from './floods/flooder.ts'
import type { Ready } from './floods/subject.ts'
import { WEBHOOK_PATH } from './floods/webhook.ts'

/** What the chart gives the pod. */
const LIMIT_BYTES = 512 * 2 ** 20
const CONNECTIONS = 10_000
const ANSWERED_WITHIN_MS = 1000
/** The longest that somebody who says nothing is kept, and until it is looked for. */
const LATE_MS = 20_000

const cgroup = memoryCgroup(LIMIT_BYTES)
const skip = 'none' in cgroup ? cgroup.none : false

describe('a flood of both ports, in a cgroup of 512 MiB', { skip }, () => {
  if ('none' in cgroup) return
  let subject: ChildProcess
  let at: Ready
  const flooders: ChildProcess[] = []
  /** Of an API server that keeps its connection. */
  const kept = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false })
  before(async () => {
    subject = startIn(cgroup, new URL('./floods/subject.ts', import.meta.url))
    subject.stderr?.pipe(process.stderr)
    const [ready] = await once(subject, 'message')
    at = ready as Ready
  })
  after(async () => {
    kept.destroy()
    for (const one of [...flooders, subject]) await ended(one)
    cgroup.remove()
  })

  const flood = async (kind: keyof Ready): Promise<Opened> => {
    const flooder = fork(fileURLToPath(new URL('./floods/flooder.ts', import.meta.url)), [
      ...[String(at[kind]), kind, String(CONNECTIONS)],
    ])
    flooders.push(flooder)
    const [opened] = await once(flooder, 'message')
    return opened as Opened
  }
  const health = () => timed(() => textOf(get({ host: '127.0.0.1', port: at.http, path: '/healthz', agent: false })))
  const webhook = (agent: Agent | false) =>
    timed(() => {
      const asked = request({
        ...{ host: '127.0.0.1', port: at.https, path: WEBHOOK_PATH, method: 'POST', agent, rejectUnauthorized: false },
        headers: { 'content-type': 'application/json' },
      })
      asked.end(QUESTION)
      return textOf(asked)
    })
  const ask = async (): Promise<readonly Timed[]> => [await health(), await webhook(kept), await webhook(false)]

  it('kubelet and API server are answered within a second, on new connections and on kept ones', async (test) => {
    await ask()
    const opened = Promise.all([flood('http'), flood('https')])
    let isOver = false
    const over = opened.finally(() => {
      isOver = true
    })
    const times: number[] = []
    while (!isOver) {
      const answers = await ask()
      for (const { text } of answers) assert.match(text, /"status":"ok"|"patch"/)
      times.push(...answers.map(({ tookMs }) => tookMs))
    }
    for (const { opened: count, failed } of await over) assert.deepEqual([count, failed], [CONNECTIONS, 0])
    const longestMs = Math.max(...times)
    test.diagnostic(`${times.length} answers, the longest after ${longestMs.toFixed(0)} ms`)
    assert.ok(times.length >= 9, 'they were asked in the midst of it')
    assert.ok(longestMs < ANSWERED_WITHIN_MS, `an answer took ${longestMs.toFixed(0)} ms`)
  })

  it('it is counted, and told once of each port', async () => {
    const text = await textOf(get({ host: '127.0.0.1', port: at.http, path: '/metrics', agent: false }))
    for (const port of ['http', 'https']) {
      const counts = text.matchAll(
        new RegExp(`refused_total\\{port="${port}",because="(?:address|all)"\\} (\\d+)`, 'g'),
      )
      const sum = [...counts].reduce((all, [, count]) => all + Number(count), 0)
      assert.ok(sum > CONNECTIONS / 2, `${port}: ${sum}`)
    }
    const told = await textOf(get({ host: '127.0.0.1', port: at.http, path: '/told', agent: false }))
    assert.equal((JSON.parse(told) as unknown[]).length, 2, told)
  })

  it('those who never end what they began are closed', async () => {
    await eventually(
      'requests and handshakes that are late',
      async () => {
        const text = await textOf(get({ host: '127.0.0.1', port: at.http, path: '/metrics', agent: false }))
        return ['http', 'https'].every((port) => !text.includes(`refused_total{port="${port}",because="late"} 0`))
      },
      { withinMs: 2 * LATE_MS },
    )
  })

  it('the process took less memory than its pod has', (test) => {
    const most = cgroup.mostBytes()
    test.diagnostic(`${((most ?? Number.NaN) / 2 ** 20).toFixed(0)} MiB`)
    assert.equal(subject.exitCode, null)
    assert.ok(most === undefined || most < LIMIT_BYTES)
  })
})

interface Timed {
  readonly text: string
  readonly tookMs: number
}

async function timed(ask: () => Promise<string>): Promise<Timed> {
  const fromMs = performance.now()
  const text = await ask()
  return { text, tookMs: performance.now() - fromMs }
}

async function textOf(asked: ReturnType<typeof get>): Promise<string> {
  const [response] = await once(asked, 'response')
  let text = ''
  for await (const piece of response) text += piece
  return text
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}

const QUESTION = JSON.stringify({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: { uid: 'a1', operation: 'CREATE', namespace: 'hub', object: spawned() },
})
