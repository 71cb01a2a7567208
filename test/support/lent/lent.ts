import { given } from '../../../src/domain/given.ts'
import { type Lent, lentFrom, lentKey } from '../../../src/domain/lent/lent.ts'
import type { LentBy } from '../../../src/domain/settings/hold.ts'
import { OWNER } from '../deployment.ts'
import { at, iso } from '../time.ts'

export interface LentSpec {
  readonly by?: LentBy
  readonly name?: string
  /** `null`: it has none, as a NodePool that is not static. */
  readonly replicas?: number | null
  /** The field manager that wrote the count last; helm unless said. */
  readonly writer?: string
  readonly memory?: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly deleting?: boolean
}

/** What is lent, as the API server has it: z2jh's `user-placeholder` with one pod of 4Gi unless said. */
export function lent(spec: LentSpec = {}): Lent {
  const { by = 'statefulset', name = by === 'statefulset' ? 'user-placeholder' : 'static', writer = 'helm' } = spec
  const replicas = spec.replicas === undefined ? 1 : spec.replicas
  const made = lentFrom(
    {
      metadata: {
        name,
        ...(by === 'statefulset' ? { namespace: OWNER.namespace } : {}),
        uid: `uid-${name}`,
        resourceVersion: '7',
        annotations: spec.annotations ?? {},
        managedFields: [
          {
            manager: writer,
            operation: 'Update',
            time: iso(at('08:59')),
            fieldsV1: { 'f:spec': { 'f:replicas': {} } },
          },
        ],
        ...given({ deletionTimestamp: spec.deleting ? iso(at('08:59')) : undefined }),
      },
      spec: {
        ...(replicas === null ? {} : { replicas }),
        template: {
          spec: { containers: [{ name: 'pause', resources: { requests: { memory: spec.memory ?? '4Gi' } } }] },
        },
      },
    },
    by,
  )
  if (!made) throw new Error('a lent object without a name')
  return made
}

export const lentBy = (...all: readonly Lent[]): ReadonlyMap<string, Lent> =>
  new Map(all.map((one) => [lentKey(one), one]))
