/** Which parts of the bench are run. */
import { SCALE_STAGES } from './measure-scale.ts'

/** `micro`, `pages` and `cluster` are of this tree alone; the others are also compared. */
export const STAGES = ['micro', 'pages', 'cluster', ...SCALE_STAGES] as const

export interface Chosen {
  readonly stages: ReadonlySet<string>
  /** Some of them want revisions of the product. */
  readonly isScale: boolean
}

/** @returns what is wrong with what was asked, in a sentence */
export function stagesOf({
  only,
  compare,
}: {
  readonly only?: string
  readonly compare?: string
}): Chosen | { readonly problem: string } {
  const all: readonly string[] = compare === undefined ? STAGES : SCALE_STAGES
  const names = only === undefined ? all : only.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined)
    return {
      problem: `--only knows no «${unknown}»${compare === undefined ? '' : ' beside --compare'}; it takes ${all.join(', ')}`,
    }
  return { stages: new Set(names), isScale: names.some((name) => SCALE_STAGES.some((one) => one === name)) }
}
