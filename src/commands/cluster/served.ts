import { collectionPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { isNotShown } from '../../kubernetes/errors.ts'
import { InputError } from '../read-input.ts'
import type { Place } from './ask.ts'

export type Asked = Pick<Place, 'kubernetes' | 'namespace'>

interface Kind {
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly namespace?: string
  /** Of one object alone. */
  readonly name?: string
}

/**
 * Objects of a kind that the cluster may not serve, or not show to us. By a list, as the controller may: it has no right to `get`.
 * @returns undefined when it does not
 * @throws InputError
 */
export async function listServed<T>({ kubernetes }: Asked, { name, ...kind }: Kind): Promise<readonly T[] | undefined> {
  const query = name === undefined ? undefined : { fieldSelector: `metadata.name=${name}` }
  const list = await kubernetes
    .get<{ readonly items: readonly T[] }>(collectionPath(kind), query)
    .catch((error: unknown) => {
      if (isNotShown(error)) return undefined
      throw new InputError(describeApiError(error, { verb: 'list', ...kind }))
    })
  return list?.items
}
