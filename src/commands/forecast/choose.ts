import type { KnownPool } from '../../domain/known/known.ts'
import { sayName } from '../../domain/known/say.ts'
import type { KnownSeries } from '../../domain/known/series.ts'
import { nearest, sayPlainly } from '../../domain/say.ts'
import { InputError } from '../read-input.ts'

/**
 * The series that a person means: by the name that `forecast` prints behind each, or by the class's title.
 * @throws InputError when it is none of them
 */
export function chosenIn(pools: readonly KnownPool[], name: string): readonly KnownSeries[] {
  const all = pools.flatMap(({ series }) => series)
  const wanted = spoken(name)
  const found = all.filter(({ id, title }) => id.toLowerCase() === wanted || spoken(title) === wanted)
  if (found.length > 0) return found
  if (all.length === 0) throw new InputError(`no series \`${name}\`: nothing is remembered of any class yet`)
  const meant = nearest(name, [
    ...all.map(({ id }) => id),
    ...all.flatMap(({ title }) => (title === undefined ? [] : sayPlainly(title))),
  ])
  throw new InputError(
    meant === undefined
      ? `no series \`${name}\`; warmseats forecast lists those that are remembered`
      : `no series \`${name}\`; did you mean \`${meant}\`?`,
  )
}

/** One alone. @throws InputError where several classes have that title */
export function theOneIn(pools: readonly KnownPool[], name: string): KnownSeries {
  const [one, ...more] = chosenIn(pools, name)
  if (one && more.length === 0) return one
  const each = [one, ...more].flatMap((series) => (series ? [`${series.id} (${sayName(series)}, ${series.when})`] : []))
  throw new InputError(`\`${name}\` are several series; name one: ${each.slice(0, 10).join(', ')}`)
}

/** As it is read from the screen and typed. */
const spoken = (name = ''): string => sayPlainly(name).trim().toLowerCase()
