import { type Observable, Subject } from 'rxjs'
import { given } from '../../domain/given.ts'

/** What the store gives every object: `uid` tells namesakes apart, `version` grows with each change of anything. */
export interface Meta {
  readonly name: string
  readonly uid: string
  readonly version: number
  readonly createdMs: number
}

export type Stored<S> = S & Meta

export type Change<S> =
  | { readonly type: 'applied'; readonly object: Stored<S>; readonly previous?: Stored<S> }
  | { readonly type: 'deleted'; readonly object: Stored<S> }

/** The objects of one kind, by name. Objects are never changed in place: a change puts a new one there, and is told. */
export interface Store<S> {
  /** Hot, and told while the change is made: act on it later (`auditTime`), never inside. */
  readonly changes$: Observable<Change<S>>
  get(name: string): Stored<S> | undefined
  all(): Stored<S>[]
  /** @throws Error when the name is taken */
  create(name: string, spec: S): Stored<S>
  /** @throws Error when there is no such object */
  update(name: string, change: Partial<S>): Stored<S>
  /** Does nothing when there is no such object. */
  remove(name: string): void
}

/** @param nextVersion shared by all stores of a cluster, as etcd's revision is */
export function createStore<S extends object>(kind: string, nextVersion: () => number, nowMs: () => number): Store<S> {
  const objects = new Map<string, Stored<S>>()
  const changes$ = new Subject<Change<S>>()
  const put = (object: Stored<S>, previous?: Stored<S>): Stored<S> => {
    objects.set(object.name, object)
    changes$.next({ type: 'applied', object, ...given({ previous }) })
    return object
  }
  return {
    changes$,
    get: (name) => objects.get(name),
    all: () => [...objects.values()],
    create(name, spec) {
      if (objects.has(name)) throw new Error(`${kind} ${name} is there already`)
      const version = nextVersion()
      return put({ ...spec, name, uid: `${kind}-${version}`, version, createdMs: nowMs() })
    },
    update(name, change) {
      const previous = objects.get(name)
      if (!previous) throw new Error(`there is no ${kind} ${name}`)
      return put({ ...previous, ...change, version: nextVersion() }, previous)
    },
    remove(name) {
      const object = objects.get(name)
      if (object && objects.delete(name)) changes$.next({ type: 'deleted', object })
    },
  }
}
