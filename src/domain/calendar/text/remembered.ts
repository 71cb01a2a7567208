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
