import { type Looked, seen, unseen } from '../../domain/doctor/looked.ts'
import { collectionPath } from '../../kubernetes/api-path.ts'
import { ConnectionError } from '../../kubernetes/connection-error.ts'
import { type Attempt, describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import type { Place } from '../cluster/ask.ts'

/** What the cluster answers; a refusal is a sentence, and costs no other question. */
export async function look<T>(request: Promise<T>, attempt: Attempt): Promise<Looked<T>> {
  try {
    return seen(await request)
  } catch (error) {
    if (error instanceof ApiError || error instanceof ConnectionError) return unseen(describeApiError(error, attempt))
    throw error
  }
}

/** The same of something that may not be there: then it is undefined. */
export const lookFor = <T>(request: Promise<T>, attempt: Attempt): Promise<Looked<T | undefined>> =>
  look(
    request.catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined
      throw error
    }),
    attempt,
  )

export interface Kind {
  readonly resource: string
  /** '' is the core group. */
  readonly group: string
  readonly version?: string
  /** undefined: of the whole cluster. */
  readonly namespace?: string | undefined
  readonly labelSelector?: string
}

interface List<T> {
  readonly items: readonly T[]
}

/** All objects of a kind. */
export async function lookAt<T extends object>(place: Place, kind: Kind): Promise<Looked<readonly T[]>> {
  const list = await look(listOf<T>(place, kind), attemptOf(kind))
  return list.at === 'seen' ? seen(list.value.items) : list
}

/** The same of a kind that the cluster may not serve: then it is undefined. */
export async function lookAtServed<T extends object>(
  place: Place,
  kind: Kind,
): Promise<Looked<readonly T[] | undefined>> {
  const list = await lookFor(listOf<T>(place, kind), attemptOf(kind))
  return list.at === 'seen' ? seen(list.value?.items) : list
}

const listOf = <T extends object>({ kubernetes }: Place, kind: Kind): Promise<List<T>> => {
  const { resource, group, version = 'v1', namespace, labelSelector } = kind
  const path = collectionPath({ group, version, resource, namespace })
  return kubernetes.get<List<T>>(path, labelSelector === undefined ? undefined : { labelSelector })
}

const attemptOf = ({ resource, group, namespace }: Kind): Attempt => ({
  verb: 'list',
  resource,
  group,
  ...(namespace === undefined ? {} : { namespace }),
})
