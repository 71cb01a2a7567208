import type { Aggregate } from './reflect.ts'

/** Objects of one kind and namespace by name, kept beside the Map by uid. */
export interface ByName<T> extends Aggregate<T> {
  readonly view: ReadonlyMap<string, T>
}

export function byName<T extends { readonly name: string; readonly uid: string }>(): ByName<T> {
  const view = new Map<string, T>()
  return {
    view,
    applied: (item) => {
      view.set(item.name, item)
    },
    // An object that was deleted and made again under its name is another one: leave that.
    deleted: (item) => {
      if (view.get(item.name)?.uid === item.uid) view.delete(item.name)
    },
  }
}
