import type { PoolDecision } from '../decide/decision.ts'
import { type EmptyNode, emptyNodes } from '../room/empty-nodes.ts'
import { mainKind } from '../room/main-kind.ts'
import { seatsIn } from '../room/seat.ts'
import { say } from '../room/seat-problems.ts'
import { amountOf, type Resources, sayResources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import { poolValues } from './as-values.ts'
import { broken, type Examined, examined, warning } from './finding.ts'
import { poolsOf, type Scene } from './scene.ts'

/** Whether a placeholder of each pool is of a size that its nodes have room for. */
export function poolSizesExamined(scene: Scene): Examined {
  const all = poolsOf(scene).map(([pool, decided]) => sizeExamined(pool, decided))
  return examined('pools', {
    findings: all.flatMap(({ findings }) => findings),
    well: all.flatMap(({ well }) => well),
  })
}

function sizeExamined(pool: PoolConfig, { size, rooms, scale }: PoolDecision): Examined {
  if (size.from === 'seat') return withoutSize(pool)
  const nodes = emptyNodes(pool, rooms, scale.seat)
  if (nodes.length === 0) return examined('pools', { well: [`${pool.name}: a placeholder is ${say(size.requests)}`] })
  const most = nodes.reduce((max, { empty }) => Math.max(max, seatsIn(empty, size.requests)), 0)
  if (most === 0) return tooLarge(pool, size.requests, nodes)
  const beside = most > 1 ? `, and up to ${most} of them share a node` : ''
  return examined('pools', { well: [`${pool.name}: a placeholder is ${say(size.requests)}${beside}`] })
}

const withoutSize = ({ name }: PoolConfig): Examined =>
  examined('pools', {
    findings: [
      warning(
        `nodePools.${name}.resources.requests`,
        'the size of a placeholder is not known: the pool has no node to derive it from and never had, so until one has come a placeholder is as large as a seat, and a bare number such as `4` means four seats, not four nodes',
        `${poolValues(name, { resources: { requests: { memory: '26Gi' } } })}  # nearly a whole node: this is for nodes of 32Gi`,
      ),
    ],
  })

function tooLarge(pool: PoolConfig, requests: Resources, nodes: readonly EmptyNode[]): Examined {
  const { name } = pool
  const largest = mainKind(nodes)[0]?.empty ?? {}
  const lacking = Object.keys(requests).filter((one) => amountOf(requests, one) > amountOf(largest, one))
  const has = lacking.map((one) => `${sayResources({ [one]: amountOf(largest, one) })[one]} of ${one}`).join(' and ')
  return examined('pools', {
    findings: [
      broken(
        `nodePools.${name}.resources.requests`,
        `a placeholder of ${say(requests)} fits on no node of the pool, which when empty has ${has || 'too few pod slots'}: all of them wait for ever`,
        sizeMend(pool),
      ),
    ],
  })
}

/** The product's own size leaves no room beside it, and follows the nodes. */
export const sizeMend = ({ name }: PoolConfig): string =>
  `${poolValues(name, { resources: null })}  # the size is then derived from the pool's nodes`
