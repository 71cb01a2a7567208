/** All who ask within one turn of the event loop get the same: a thousand scrapes at once cost what one does. */
export function oncePerTurn<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    if (made) return made.value
    made = { value: make() }
    setImmediate(() => {
      made = undefined
    })
    return made.value
  }
}
