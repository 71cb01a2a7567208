/**
 * Amounts that come and go, and at any time the largest and the sum of those that are there. Each change takes as long
 * as the logarithm of how many there are: a calendar may ask ten thousand different amounts at one time.
 */
export class Amounts {
  readonly #counts = new Map<number, number>()
  /** A heap, the largest on top; what is there no more goes when it comes to the top. */
  readonly #heap: number[] = []
  #sum = 0

  /** How many different ones there are. */
  get size(): number {
    return this.#counts.size
  }

  get sum(): number {
    return this.#sum
  }

  get largest(): number {
    while (this.#heap.length > 0 && !this.#counts.has(this.#heap[0] ?? Number.NaN)) this.#dropTop()
    return this.#heap[0] ?? Number.NEGATIVE_INFINITY
  }

  /** @param by how many more of it there are, or less */
  count(amount: number, by: number): void {
    const before = this.#counts.get(amount)
    const count = (before ?? 0) + by
    this.#sum += amount * by
    if (count === 0) this.#counts.delete(amount)
    else this.#counts.set(amount, count)
    if (before === undefined && count !== 0) this.#push(amount)
  }

  #push(amount: number): void {
    const heap = this.#heap
    let at = heap.push(amount) - 1
    while (at > 0 && this.#at((at - 1) >> 1) < amount) {
      heap[at] = this.#at((at - 1) >> 1)
      at = (at - 1) >> 1
    }
    heap[at] = amount
  }

  #dropTop(): void {
    const heap = this.#heap
    const last = heap.pop() ?? Number.NEGATIVE_INFINITY
    let at = 0
    for (;;) {
      const larger = this.#at(2 * at + 2) > this.#at(2 * at + 1) ? 2 * at + 2 : 2 * at + 1
      if (this.#at(larger) <= last) break
      heap[at] = this.#at(larger)
      at = larger
    }
    if (heap.length > 0) heap[at] = last
  }

  #at(place: number): number {
    return this.#heap[place] ?? Number.NEGATIVE_INFINITY
  }
}
