/**
 * Answers that are asked for again and again and take longer to make than to find. Both ways hold only while nothing is
 * changed in place; neither grows: what was made of an object goes with it, and of all else only the last is kept.
 */

/** The same answer for the same object, made when it is first asked for. */
export function oncePerObject<K extends WeakKey, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { readonly answer: V }>()
  return (key) => {
    let known = made.get(key)
    if (!known) {
      known = { answer: make(key) }
      made.set(key, known)
    }
    return known.answer
  }
}

/**
 * The last answer again while what it was made of is the same; then a new one takes its place.
 * @param isSame default: the arguments are the very same ones
 */
export function keepingLast<Of extends readonly unknown[], V>(
  make: (...of: Of) => V,
  isSame: (a: Of, b: Of) => boolean = isIdentical,
): (...of: Of) => V {
  let last: { readonly of: Of; readonly answer: V } | undefined
  return (...of) => {
    if (!last || !isSame(last.of, of)) last = { of, answer: make(...of) }
    return last.answer
  }
}

/**
 * An answer for each of a list, of which mostly few are not those of the last one: only for these it is made. The same list of
 * answers again while all are the same, so that what was made of it stands as well.
 */
export function keepingEach<T, V>(make: (one: T) => V): (all: readonly T[]) => readonly V[] {
  let last: { readonly all: readonly T[]; readonly answers: readonly V[] } = { all: [], answers: [] }
  return (all) => {
    if (all === last.all) return last.answers
    const answers: V[] = []
    let isSame = all.length === last.all.length
    for (let at = 0; at < all.length; at++) {
      const one = all[at] as T
      const answer = at < last.all.length && last.all[at] === one ? (last.answers[at] as V) : make(one)
      isSame &&= answer === last.answers[at]
      answers.push(answer)
    }
    last = { all, answers: isSame ? last.answers : answers }
    return last.answers
  }
}

const isIdentical = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, at) => Object.is(one, b[at]))

/** A value that is made when somebody first asks for it, and then is the same for everybody. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Answers that are asked for again and again, a limited number of them: when it is full it begins anew. */
export class Remembered<K, V> {
  readonly #most: number
  readonly #answers = new Map<K, V>()

  constructor(most: number) {
    this.#most = most
  }

  known(key: K): V | undefined {
    return this.#answers.get(key)
  }

  set(key: K, answer: V): void {
    if (this.#answers.size >= this.#most) this.#answers.clear()
    this.#answers.set(key, answer)
  }

  get(key: K, answer: () => V): V {
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const made = answer()
    this.set(key, made)
    return made
  }
}
