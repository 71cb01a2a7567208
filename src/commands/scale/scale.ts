import type { Environment } from '../../config/utilization-environment.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import { type Connection, connect } from '../../kubernetes/connection.ts'
import { leaderTransport } from '../../kubernetes/leader-transport.ts'
import { chosenGroups } from '../../sinks/choose-node-groups.ts'
import { nodeSink } from '../../sinks/nodes.ts'
import { InputError } from '../read-input.ts'
import { type Planned, planScale, type ScaleOptions } from './plan.ts'
import { type Done, sayAsJson, sayBefore, sayEnd, sayQuestion, sayWish } from './say.ts'

/** Whoever runs it. */
export interface Person {
  /** False: nobody can be asked. */
  readonly isThere: boolean
  readonly tell: (text: string) => void
  readonly asks: (question: string) => Promise<boolean>
}

/** 1: not everything could be done. */
export type ScaleExit = 0 | 1

/**
 * The policy once: shows settings and plan, asks, acts, and says what became of it.
 * @throws InputError, ConnectionError
 */
export async function scale(options: ScaleOptions, environment: Environment, person: Person): Promise<ScaleExit> {
  const isText = options.output === 'text'
  if (!options.yes && !options.dryRun && !(person.isThere && isText))
    throw new InputError('nobody can be asked here: give --yes to act, or --dry-run to look')
  const connection = await connect({ kubeconfig: options.kubeconfig, context: options.context })
  try {
    const look = () => planScale(options, environment, connection, Date.now())
    const plan = await look()
    if (isText) person.tell(sayBefore(plan))
    const isAgreed = options.dryRun || options.yes
    const isWanted = plan.wishes.length > 0 && (isAgreed || (await person.asks(sayQuestion(plan))))
    const agreed = isAgreed || !isWanted ? plan : stillWanted(plan, await look())
    const done = isWanted ? await carriedOut(agreed, connection, options.dryRun === true) : []
    if (isText) person.tell(sayEnd(plan, done))
    else person.tell(sayAsJson(plan, done))
    return done.some(({ effect }) => effect.at === 'failed' || effect.at === 'conflict') ? 1 : 0
  } finally {
    await connection.close()
  }
}

/** People take their time to answer: only what would be done now too is done. */
function stillWanted(asked: Planned, now: Planned): Planned {
  const agreed = new Set(asked.wishes.map(sayWish))
  return { ...now, wishes: now.wishes.filter((wish) => agreed.has(sayWish(wish))) }
}

async function carriedOut(
  { config, wishes }: Planned,
  connection: Connection,
  isDryRun: boolean,
): Promise<readonly Done[]> {
  const { nodeGroups, gceGroups } = config.utilization
  // A person's command: no replica's Lease is asked.
  const transport = leaderTransport(connection, () => true)
  const groups = chosenGroups({ transport, kind: () => nodeGroups, named: () => gceGroups })
  const act = nodeSink({ transport, groups, kinds: () => podKindsOf(config, undefined) })
  const done: Done[] = []
  // One after another: what goes wrong with the first nodes a person can stop.
  for (const action of wishes) done.push({ action, effect: isDryRun ? { at: 'dry run' } : await act(action) })
  return done
}
