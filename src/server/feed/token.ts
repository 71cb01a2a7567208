import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/** Long enough that nobody guesses it, and whole in an address. */
const USABLE = /^[A-Za-z0-9_-]{20,90}$/

export interface TokenDeps {
  /** Where the Secret's key is mounted: read at each request, so that a new one counts without a restart. */
  readonly path: string
  /** Told why there is none, once for each reason. */
  readonly onClosed: (because: string) => void
}

/** The token of the feed; undefined: there is none that is usable, and so nobody has it. */
export function tokenIn({ path, onClosed }: TokenDeps): () => Promise<string | undefined> {
  let told = ''
  const tell = (because: string): undefined => {
    if (because !== told) onClosed(because)
    told = because
  }
  return async () => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
    if (text instanceof Error)
      return tell(`the token at ${path} cannot be read (${text.code}); is the Secret there, with the key \`token\`?`)
    const token = text.trim()
    if (!USABLE.test(token))
      return tell(`the token at ${path} is not usable: it must have 20 to 90 letters, digits, - and _`)
    told = ''
    return token
  }
}

/** Takes the same time whatever is wrong with the one that was asked with. */
export const isSameToken = (asked: string, token: string): boolean => timingSafeEqual(digest(asked), digest(token))

const digest = (text: string) => createHash('sha256').update(text).digest()
