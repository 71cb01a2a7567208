/**
 * Both ports flooded by 10,000 connections each that begin something and never end it, in a process that has as much memory as its
 * pod: kubelet and API server are answered in the midst of it, nothing ends, and it is over once the flood is.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { get, Agent as HttpAgent } from 'node:http'
import { Agent, request } from 'node:https'
import { after, before, describe, it, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from '../../cluster/poll.ts'
import { spawned } from '../../support/profiles.ts'
import { memoryCgroup, startIn } from '../bombs/cgroup.ts'
import { floodingAddress } from './floods/addresses.ts'
import type { Opened } from './floods/flooder.ts'
import type { Ready } from './floods/subject.ts'
import { waitedMs } from './floods/waited.ts'
import { WEBHOOK_PATH } from './floods/webhook.ts'

/** What the chart gives the pod. */
const LIMIT_BYTES = 512 * 2 ** 20
const CONNECTIONS = 10_000
const ANSWERED_WITHIN_MS = 1000
const ANSWER = /"status":"ok"|"patch"/
const SCRAPES_EACH = 100
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
  const timed = (ask: () => Promise<string>) => timedBut(ask, () => waitedMs([process.pid, subject.pid]))
  const health = (localAddress: string) =>
    timed(() => textOf(get({ ...{ host: '127.0.0.1', port: at.http, path: '/healthz' }, localAddress, agent: false })))
  const webhook = (agent: Agent | false) =>
    timed(() => {
      const asked = request({
        ...{ host: '127.0.0.1', port: at.https, path: WEBHOOK_PATH, method: 'POST', agent, rejectUnauthorized: false },
        headers: { 'content-type': 'application/json' },
      })
      asked.end(QUESTION)
      return textOf(asked)
    })
  const ask = async (): Promise<readonly Timed[]> => [
    await health('127.0.0.1'),
    await health(floodingAddress(0)),
    await webhook(kept),
    await webhook(false),
  ]

  it('kubelet and API server are answered within a second: on new connections, on kept ones, from an address that floods', async (test) => {
    for (const { text } of await ask()) assert.match(text, ANSWER)
    const opened = Promise.all([flood('http'), flood('https')])
    let isOver = false
    const over = opened.finally(() => {
      isOver = true
    })
    const all: Timed[] = []
    while (!isOver) {
      const answers = await ask()
      for (const { text } of answers) assert.match(text, ANSWER)
      all.push(...answers)
    }
    for (const { opened: count, failed } of await over) assert.deepEqual([count, failed], [CONNECTIONS, 0])
    assert.ok(all.length >= 9, 'they were asked in the midst of it')
    assertFast(all, test)
  })

  it('twenty who scrape without end do not keep health waiting', async (test) => {
    const agent = new HttpAgent({ keepAlive: true, maxSockets: 20 })
    const scrape = () => textOf(get({ host: '127.0.0.1', port: at.http, path: '/metrics', agent }))
    let isOver = false
    const over = Promise.all(Array.from({ length: 20 * SCRAPES_EACH }, scrape)).finally(() => {
      isOver = true
    })
    const all: Timed[] = []
    while (!isOver) all.push(await health('127.0.0.1'))
    for (const text of await over) assert.match(text, /connections_refused_total/)
    agent.destroy()
    assertFast(all, test)
  })

  it('it is counted, and told once of each port and reason', async () => {
    const text = await textOf(get({ host: '127.0.0.1', port: at.http, path: '/metrics', agent: false }))
    for (const port of ['http', 'https']) {
      const counts = text.matchAll(
        new RegExp(`refused_total\\{port="${port}",because="(?:address|all)"\\} (\\d+)`, 'g'),
      )
      const sum = [...counts].reduce((all, [, count]) => all + Number(count), 0)
      assert.ok(sum > CONNECTIONS / 2, `${port}: ${sum}`)
    }
    const told = await textOf(get({ host: '127.0.0.1', port: at.http, path: '/told', agent: false }))
    const lines = JSON.parse(told) as readonly string[]
    assert.ok(lines.length > 0 && new Set(lines.map(withoutAddress)).size === lines.length, told)
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
  /** The same without the time in which both processes waited for a core of this machine. */
  readonly ownMs: number
}

async function timedBut(ask: () => Promise<string>, waited: () => number): Promise<Timed> {
  const [fromMs, waitedFromMs] = [performance.now(), waited()]
  const text = await ask()
  const tookMs = performance.now() - fromMs
  return { text, tookMs, ownMs: tookMs - (waited() - waitedFromMs) }
}

function assertFast(all: readonly Timed[], test: TestContext): void {
  const longestMs = Math.max(...all.map(({ tookMs }) => tookMs))
  const ownMs = Math.max(...all.map(({ ownMs }) => ownMs))
  const said = `${all.length} answers, the longest after ${longestMs.toFixed(0)} ms, without waiting for a core ${ownMs.toFixed(0)} ms`
  test.diagnostic(said)
  assert.ok(ownMs < ANSWERED_WITHIN_MS, said)
}

const withoutAddress = (line: string): string => line.replaceAll(/127[.]\d+[.]\d+[.]\d+/g, '')

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
