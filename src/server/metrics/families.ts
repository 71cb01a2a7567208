import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Sample } from '../../domain/figures/sample.ts'

/** Makes the metrics of one registry, by the conventions of Prometheus: each begins with `warmseats_`. */
export interface Families {
  /** A gauge that is read anew at each scrape: what `read` does not say is absent then, as what was never so. */
  shown<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[],
    read: () => Iterable<Sample<Label>>,
  ): void
  /** One without labels. @param read undefined: absent */
  number(name: string, help: string, read: () => number | undefined): void
  counter<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Counter<Label>
  /** @param seconds upper bounds of the buckets */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    seconds: readonly number[],
    labels?: readonly Label[],
  ): Histogram<Label>
}

export function families(registry: Registry): Families {
  const registers = [registry]
  const shown: Families['shown'] = (name, help, labelNames, read) =>
    void new Gauge({
      name: `warmseats_${name}`,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        // `reset` makes one without labels 0.
        if (labelNames.length === 0) this.remove()
        else this.reset()
        for (const { labels, value } of read()) this.set(labels, value)
      },
    })
  return {
    shown,
    number: (name, help, read) =>
      shown(name, help, [], () => {
        const value = read()
        return value === undefined ? [] : [{ labels: {}, value }]
      }),
    counter: (name, help, labelNames = []) =>
      new Counter({ name: `warmseats_${name}`, help, labelNames: [...labelNames], registers }),
    histogram: (name, help, seconds, labelNames = []) =>
      new Histogram({ name: `warmseats_${name}`, help, buckets: [...seconds], labelNames: [...labelNames], registers }),
  }
}
