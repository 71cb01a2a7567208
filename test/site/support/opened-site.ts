/** Pages of the built site in a real browser, with all that was asked of another host. */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { type Opened, open } from '../../pages/support/browser-page.ts'

export interface OpenedSite extends Opened {
  readonly elsewhere: readonly string[]
}

/**
 * @param origin of the site
 * @param path as in the address bar, from `/`
 */
export async function openSite(
  { browser, origin }: { readonly browser: Browser; readonly origin: string },
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenedSite> {
  const elsewhere: string[] = []
  const opened = await open(browser, `${origin}${path}`, options, (context) =>
    context.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) elsewhere.push(request.url())
    }),
  )
  return { ...opened, elsewhere }
}
