import type { Logger } from 'pino'
import packageJson from '../../../package.json' with { type: 'json' }
import type { Fault } from '../../../streams/operators/goes-on.ts'
import { type Listener, toldTogether } from '../../domain/act/listener.ts'
import type { Step } from '../../domain/act/step.ts'
import type { TellRefusal } from '../../server/connections/refusal.ts'
import { refusals } from '../../server/connections/tell.ts'
import { type Metrics, metrics } from '../../server/metrics/metrics.ts'
import { nodeEvents } from '../../sinks/events/node-events.ts'
import { noticeEvents } from '../../sinks/events/notice-events.ts'
import { logListener } from '../../sinks/log.ts'
import { type RunPage, type RunPageDeps, runPage } from './page.ts'
import type { ClusterSources } from './sources.ts'

export interface ListenersDeps extends ClusterSources {
  readonly namespace: string
  readonly identity: string
  readonly dryRun: RunPageDeps['dryRun']
  readonly log: Logger
  readonly logLevel?: string | undefined
}

export interface Listeners {
  /** All of them, in their order. */
  readonly tell: Required<Listener>
  /** A fault of ours, told like everything else. */
  readonly tellFault: (fault: Fault) => void
  readonly tellRefusal: TellRefusal
  readonly page: RunPage
  readonly numbers: Metrics
  /** What the scaler sees and decided last; undefined before its first decision. */
  readonly latest: () => Step | undefined
}

/** Who is told of what happens: page, log, metrics, Events. */
export function listeners({ log, namespace, identity, logLevel, ...cluster }: ListenersDeps): Listeners {
  const { clock, asLeader } = cluster
  const numbers = metrics({ ...cluster, version: packageJson.version, now: clock.now })
  const { nodeHoursSaved } = numbers
  const release = { namespace, identity, version: packageJson.version }
  const tellRefusal = refusals({
    registry: numbers.registry,
    tell: (event) => tell.runtime(event),
    clock: () => performance.now(),
  })
  const page = runPage({ ...cluster, onRefused: tellRefusal, release, nodeHoursSaved, now: clock.now })
  const events = { transport: asLeader, identity, now: clock.now }
  let latest: Step | undefined
  const remember: Listener = {
    step: (step) => {
      latest = step
    },
  }
  const tellFault = ({ part, error, retryInMs }: Fault) =>
    tell.runtime({ type: 'part failed', part, because: String(error), retryInMs })
  const faults = new Set<string>()
  const tell = toldTogether(
    [
      remember,
      page,
      logListener(log, { hasOwnLevel: logLevel !== undefined }),
      numbers,
      nodeEvents(events),
      noticeEvents(events),
    ],
    // It would be thrown at each step, and told to the one that throws.
    (error) => {
      if (faults.has(String(error)) || faults.size >= MOST_FAULTS) return
      faults.add(String(error))
      log.error({ part: 'listener', because: String(error), retryInMs: 0 }, 'part failed')
    },
  )
  return { tell, tellFault, tellRefusal, page, numbers, latest: () => latest }
}

/** Their texts may differ each time. */
const MOST_FAULTS = 100
