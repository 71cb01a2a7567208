import assert from 'node:assert/strict'
/** The status page on a real HTTP server, told what happens by a test. */
import type { AddressInfo } from 'node:net'
import { type RunPage, type RunPageDeps, runPage } from '../../src/commands/run/page.ts'
import type { Step } from '../../src/domain/act/step.ts'
import { httpServer } from '../../src/server/http.ts'
import { NO_REFUSAL } from '../server/connections/no-refusal.ts'
import { someMetrics } from './metrics/metrics.ts'
import { at } from './time.ts'

export interface Told {
  readonly page: RunPage
  /** Tells of a step, and takes its config. */
  step(step: Step): void
}

/** A page of a release in the namespace `hub`, its first decision not yet made. */
export function toldPage(deps: Partial<RunPageDeps> = {}): Told {
  let latest: Step | undefined
  const page = runPage({
    release: { namespace: 'hub', identity: 'warmseats-0', version: '0.1.0' },
    config: () => latest?.observed.config,
    missing: () => ['the list of pods'],
    dryRun: () => latest?.observed.config.dryRun ?? false,
    leader: () => 'warmseats-0',
    leaderlessSinceMs: () => undefined,
    calendars: () => [],
    calendarsHeardMs: new Map(),
    nodeHoursSaved: {},
    onRefused: NO_REFUSAL,
    now: () => at('09:00'),
    ...deps,
  })
  return {
    page,
    step: (step) => {
      latest = step
      page.step(step)
    },
  }
}

/** A server that has a fault of its own fails the test. */
export const NO_FAULT = ({ error }: { readonly error: unknown }): void => assert.fail(String(error))

export interface Served extends AsyncDisposable {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** @param port a free one unless said */
export async function serve({ page }: Pick<Told, 'page'>, port = 0): Promise<Served> {
  const server = httpServer({
    registry: someMetrics().registry,
    whyNotReady: () => undefined,
    page: page.routes,
    onFault: NO_FAULT,
    onRefused: NO_REFUSAL,
  })
  await server.listen({ host: '127.0.0.1', port })
  const bound = (server.server.address() as AddressInfo).port
  const close = () => server.close()
  return { url: `http://127.0.0.1:${bound}/`, port: bound, close, [Symbol.asyncDispose]: close }
}
