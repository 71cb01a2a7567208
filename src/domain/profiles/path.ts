/** A place in a document: keys of maps and places in lists, from the root. */
export type Path = readonly PropertyKey[]

/** `profiles[2].env[0].value`; what is no plain word is quoted: `labels["opendatahub.io/component"]`. */
export const sayPath = (path: Path): string =>
  path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`
      return /^\w+$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(String(part))}]`
    })
    .join('')
    .replace(/^\./, '')
