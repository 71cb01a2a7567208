import { decide } from '../../domain/decide/decide.ts'
import { type Explanation, explanationOf, sayExplanation } from '../../domain/decide/explanation.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import { type Answer, unreadOf } from '../answer.ts'
import { momentOf } from '../moment.ts'
import { readFiles } from './files.ts'
import { readLive } from './live.ts'
import type { Scene } from './scene.ts'

export interface ExplainOptions {
  /** Default: the config of the release. */
  readonly config?: string | undefined
  /** Nodes and pods in files; without both, the cluster is asked. */
  readonly nodes?: string | undefined
  readonly pods?: string | undefined
  readonly deployments?: string | undefined
  /** A file of the state ConfigMap; of the cluster its name, where several releases are. */
  readonly state?: string | undefined
  readonly calendar?: string | undefined
  /** An instant; UTC, or the config's calendarTimezone, when it names no zone. Default: now. */
  readonly at?: string | undefined
  readonly assumeSettled?: boolean | undefined
  /** Under which the Secrets that the config's calendars name are folders. */
  readonly secrets?: string | undefined
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly namespace?: string | undefined
  readonly output: 'json' | 'text'
}

/** The decision: exactly the product's, of the cluster as it is or from files. @throws InputError, ConnectionError */
export async function explain(options: ExplainOptions, nowMs: number): Promise<Answer> {
  const isLive = options.nodes === undefined && options.pods === undefined
  const read = isLive ? await readLive(options, atOf(options, nowMs)) : await readFiles(options, atOf(options, nowMs))
  const { scene, atMs } = read
  const decision = decide(scene.observed, scene.memory, atMs, {
    assumeSettled: options.assumeSettled ?? false,
    deploymentsUnknown: scene.deploymentsUnknown ?? false,
  })
  const { calendar, warnings } = scene
  const explanation = explanationOf(decision, scene.observed.config.calendar.timezone ?? 'utc')
  const problems = [...warnings, ...calendar.reading.problems, ...calendarProblems(scene), ...explanation.problems]
  const text = say({ ...explanation, problems, notes: scene.assumed }, options.output)
  return { text, unread: unreadOf(calendar), notes: scene.unasked }
}

/** The zone is known once the config is. */
const atOf =
  ({ at = 'now' }: ExplainOptions, nowMs: number) =>
  (zone: string | undefined): number =>
    momentOf('--at', at, { zone: zone ?? 'utc', nowMs })

const say = (explanation: Explanation, output: ExplainOptions['output']): string =>
  output === 'json' ? JSON.stringify(explanation, null, 2) : sayExplanation(explanation)

const calendarProblems = ({ calendar }: Scene): Problem[] =>
  unreadOf(calendar).map((because) => problem('calendar', because))
