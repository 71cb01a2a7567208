import { parseQuantity } from '../../../src/domain/scheduling/quantity.ts'
import { type Grammar, long, MB } from './grammar.ts'
import { inOne } from './in-one.ts'

/** A quantity of Kubernetes, as anybody writes it into a pod. */
export const quantityGrammar: Grammar = {
  name: 'quantity',
  knobs: { signs: 0, whole: 1, fraction: 0, exponent: 0, suffix: 1, spaces: 0 },
  mostBytes: MB,
  keptBytes: 64,
  make: ({ signs = 0, whole = 0, fraction = 0, exponent = 0, suffix = 0, spaces = 0 }, text, random) => {
    text.add(`${long('-', signs)}${long('9', whole)}${fraction > 0 ? `.${long('9', fraction)}` : ''}`)
    text.add(exponent > 0 ? `e${long('9', exponent)}` : long(random.pick(['m', 'Gi', 'E', 'n', '']) || ' ', suffix))
    text.add(long(' ', spaces))
  },
  read: (text) => inOne(() => parseQuantity(text, 1000)),
}
